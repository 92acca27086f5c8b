import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { attempt } from '../../../../functions/providers/client/attempt.ts';
import { komoju } from '../../../../functions/providers/komoju/komoju.ts';
import { parsePayment } from '../../../../functions/providers/komoju/objects.ts';
import type { LogLine } from '../../../../functions/platform/log.ts';
import { listen, type Listening } from '../../../../lib/host/listen.ts';

/* What the log says of an error whose code is in no list, so that the list can be completed. */

let answer: { status: number; body: string };
let server: Listening;
beforeEach(async () => {
  server = await listen(0, (_, response) => response.writeHead(answer.status).end(answer.body));
});
afterEach(() => server.close());

const secret = { account: 'main', values: { secretKey: 'sk' } };

/** The line of one attempt that is answered with an error. */
async function lineAt(status: number, body: string): Promise<LogLine> {
  answer = { status, body };
  const line: LogLine = { time: '', requestId: '', operation: '' };
  const secretOf = {
    current: () => Promise.resolve(secret),
    refetch: () => Promise.resolve(undefined),
  };
  await attempt(
    { provider: komoju, origin: server.url, secret: secretOf },
    {
      request: { method: 'POST', url: server.url, headers: {}, body: undefined },
      secret,
      parse: parsePayment,
      maySend: () => true,
      signal: new AbortController().signal,
      line,
    },
    { wasUnauthorized: false },
  );
  return line;
}
const bodyOf = (code: string): string => JSON.stringify({ error: { code } });

test.each([422, 423, 503])('%d with an unlisted code is counted, with the code', async (status) => {
  expect(await lineAt(status, bodyOf('new_code'))).toMatchObject({
    providerStatus: status,
    providerCode: 'new_code',
    unlisted: 1,
  });
});

test('an error that is not the provider’s own is counted, without a code', async () => {
  const line = await lineAt(403, '<html>');

  expect(line).toMatchObject({ providerStatus: 403, unlisted: 1 });
  expect(line).not.toHaveProperty('providerCode');
});

test.each([
  ['a listed code', 422, bodyOf('invalid_parameter')],
  ['something in between that is down', 503, '<html>'],
  ['a key in use', 409, bodyOf('new_code')],
  ['too many requests', 429, bodyOf('new_code')],
  ['an answer that cannot be read', 200, '<html>'],
  ['a success', 200, '{"id":"807n"}'],
])('%s is not counted', async (_, status, body) => {
  expect(await lineAt(status, body)).not.toHaveProperty('unlisted');
});
