import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { now } from '../../../functions/platform/clock.ts';
import { headersOf } from '../../../functions/platform/headers.ts';
import { fetchSecret, keepSecret } from '../../../functions/platform/secrets.ts';
import { komoju } from '../../../functions/providers/komoju/komoju.ts';
import { komojuEvents } from '../../../functions/providers/komoju/events.ts';
import { readProviderSecret } from '../../../functions/providers/provider-secret.ts';
import { webhookCheck } from '../../../functions/inbox/webhook-secret.ts';

const settings = {
  MODE: 'test',
  KOMOJU_SECRET: 'secret',
  KOMOJU_ORIGIN: 'https://provider.example',
};
beforeEach(() => {
  Object.assign(process.env, settings);
});
afterEach(() => {
  for (const name of Object.keys(settings)) Reflect.deleteProperty(process.env, name);
});

/** A check by versions of a webhook secret, the newest last, which may change; `before` is the key of the version before. */
function checkBy(versions: string[], before: string | Error = 'sk_test_1') {
  const client = {
    send: ({ input }: { input: { VersionStage?: string } }) => {
      const place = input.VersionStage === undefined ? -1 : -2;
      if (place === -2 && before instanceof Error) return Promise.reject(before);
      const SecretString = JSON.stringify({
        account: 'main',
        secretKey: place === -1 ? 'sk_test_1' : before,
        webhookSecret: versions.at(place) ?? '',
      });
      return Promise.resolve({ SecretString });
    },
  } as unknown as SecretsManagerClient;
  const read = readProviderSecret(komoju, 'test');
  const secret = keepSecret(fetchSecret(client, 'secret'), read, { now });
  return webhookCheck(komojuEvents, { provider: komoju, secret }, client);
}

const bytes = Buffer.from('{"id":"evt_1"}');
const signed = (secret: string, over: Buffer = bytes) => ({
  bytes,
  path: {},
  headers: headersOf({
    'X-Komoju-Signature': [createHmac('sha256', secret).update(over).digest('hex')],
  }),
});

describe('a signature', () => {
  test.each([
    ['current', true],
    ['previous', true],
    ['wrong', false],
  ])('by the %s secret: %s', async (secret, isGenuine) => {
    expect(await checkBy(['previous', 'current'])(signed(secret))).toBe(isGenuine);
  });

  test('that is missing, empty or of other bytes is none', async () => {
    const check = checkBy(['previous', 'current']);

    expect(await check({ bytes, path: {}, headers: headersOf({}) })).toBe(false);
    expect(
      await check({ ...signed('current'), headers: headersOf({ 'x-komoju-signature': [''] }) }),
    ).toBe(false);
    expect(await check(signed('current', Buffer.from('{"id":"evt_2"}')))).toBe(false);
  });

  test('by the secret before is none where the key of that was of the other mode, and a forged one is none', async () => {
    const check = checkBy(['previous', 'current'], 'sk_live_1');

    expect(await check(signed('current'))).toBe(true);
    expect(await check(signed('previous'))).toBe(false);
    expect(await check(signed('wrong'))).toBe(false);
  });

  test('by the secret before is looked for, and a failed fetch of it is no answer', async () => {
    await expect(checkBy(['current'], new Error('down'))(signed('wrong'))).rejects.toMatchObject({
      code: 'not_attempted',
    });
  });

  test('by an empty secret never verifies', async () => {
    await expect(checkBy([''])(signed(''))).rejects.toMatchObject({ code: 'not_attempted' });
  });

  test('by the secret before is genuine, though this has changed since it was fetched', async () => {
    const versions = ['first', 'second'];
    const check = checkBy(versions);
    expect(await check(signed('first'))).toBe(true);
    versions.push('third');

    expect(await check(signed('third'))).toBe(true);
    expect(await check(signed('second'))).toBe(true);
  });
});
