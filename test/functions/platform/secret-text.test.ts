import { inspect } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { readCanaryKey } from '../../../functions/canary/caller.ts';
import { readSigningSecrets } from '../../../functions/deliveries/sign.ts';
import { readCallersSecret } from '../../../functions/http/callers-secret.ts';
import { readLedgerSecret } from '../../../functions/ledger/ledger-secret.ts';
import { now } from '../../../functions/platform/clock.ts';
import { UnreadableSecret } from '../../../functions/platform/secret-text.ts';
import { keepSecret } from '../../../functions/platform/secrets.ts';
import { komoju } from '../../../functions/providers/komoju/komoju.ts';
import { readProviderSecret } from '../../../functions/providers/provider-secret.ts';
import { traceIn, value } from '../../support/secret-traces.ts';

const readers: readonly (readonly [string, (text: string) => unknown])[] = [
  ['a provider’s', readProviderSecret(komoju, 'test')],
  ['the callers’', readCallersSecret],
  ['the ledger’s', readLedgerSecret],
  ['the canary’s', (text) => readCanaryKey(text, 'test')],
  ['an end point’s', readSigningSecrets],
];

const malformed: readonly (readonly [string, string])[] = [
  ['is no JSON', value],
  ['ends too early', `{"secretKey":"${value}"`],
  ['has a comma too many', `{"secretKey":"${value}",}`],
  ['is the value alone', JSON.stringify(value)],
  ['is a list', JSON.stringify([value])],
  ['has the value as a name', JSON.stringify({ [value]: 1 })],
  [
    'has the value where something else belongs',
    JSON.stringify({
      ...{ account: '', namespace: value, random: value, secret: `${value} `, previous: value },
      ...{ callers: [{ id: value, scopes: [`${value} x`], mustSendKey: value, keys: [value] }] },
    }),
  ],
];

/** All that can be seen of an error, its causes and what it hides included. */
const shown = (error: unknown): string => inspect(error, { depth: null, showHidden: true });

function thrownBy(act: () => unknown): unknown {
  try {
    act();
  } catch (error) {
    return error;
  }
  throw new Error('It was read.');
}

describe.each(readers)('%s secret', (_reader, read) => {
  test.each(malformed)('that %s is not told by the error', (_case, text) => {
    const error = thrownBy(() => read(text));

    expect(error).toBeInstanceOf(UnreadableSecret);
    expect((error as Error).cause).toBeUndefined();
    expect(traceIn(shown(error))).toBeUndefined();
  });

  test.each(malformed)('that %s is not told where it is kept', async (_case, text) => {
    const secret = keepSecret(() => Promise.resolve(text), read, { now });

    const error: unknown = await secret.current().catch((thrown: unknown) => thrown);

    expect(error).toMatchObject({ code: 'not_attempted', cause: { name: 'UnreadableSecret' } });
    expect(traceIn(shown(error))).toBeUndefined();
  });
});

test('what the client of Secrets Manager hides in its errors goes no further', async () => {
  // As it does where the body of an answer is no JSON.
  const broken = Object.defineProperty(
    new SyntaxError(`Unexpected end of ${value}`),
    '$responseBodyText',
    { value: `{"SecretString":"${value}` },
  );
  const secret = keepSecret(() => Promise.reject(broken), String, { now });

  const error: unknown = await secret.current().catch((thrown: unknown) => thrown);

  expect(traceIn(shown(broken))).toBeDefined();
  expect(error).toMatchObject({ cause: { name: 'SyntaxError' } });
  expect(traceIn(shown(error))).toBeUndefined();
});
