import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { now } from '../../../functions/platform/clock.ts';
import { headersOf } from '../../../functions/platform/headers.ts';
import { fetchSecret, keepSecret } from '../../../functions/platform/secrets.ts';
import { komojuEvents } from '../../../functions/providers/komoju/events.ts';
import { readProviderSecret } from '../../../functions/providers/provider-secret.ts';
import { webhookCheck } from '../../../functions/inbox/webhook-secret.ts';

const settings = { KOMOJU_SECRET: 'secret', KOMOJU_ORIGIN: 'https://provider.example' };
beforeEach(() => {
  Object.assign(process.env, settings);
});
afterEach(() => {
  for (const name of Object.keys(settings)) Reflect.deleteProperty(process.env, name);
});

/** A check by versions of a webhook secret, the newest last, which may change. */
function checkBy(versions: string[]) {
  const client = {
    send: ({ input }: { input: { VersionStage?: string } }) => {
      const place = input.VersionStage === undefined ? -1 : -2;
      const SecretString = JSON.stringify({
        ...{ account: 'main', secretKey: 'sk_test_1', webhookSecret: versions.at(place) ?? '' },
      });
      return Promise.resolve({ SecretString });
    },
  } as unknown as SecretsManagerClient;
  const current = keepSecret(fetchSecret(client, 'secret'), readProviderSecret, { now });
  return webhookCheck(komojuEvents, current, client);
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
