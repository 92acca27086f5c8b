import {
  PutSecretValueCommand,
  GetSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { hourMs, minuteMs } from '../../functions/platform/clock.ts';
import { environmentOf } from '../support/environment.ts';
import type { ProviderRequest } from '../support/local.ts';
import { startSystem, type System } from './system.ts';

/* The canary asks the whole system from outside, and pays as callers do. */

let local: System;
let secrets: SecretsManagerClient;
let settings: Readonly<Record<string, unknown>>;
beforeAll(async () => {
  local = await startSystem();
  const environment = await environmentOf(local);
  ({ settings } = environment);
  secrets = new SecretsManagerClient({
    endpoint: environment.endpoints['secretsManager'] ?? '',
    region: 'ap-northeast-1',
    credentials: local.credentials,
  });
}, 60_000);
afterEach(() => local.clearFaults());
afterAll(async () => {
  secrets.destroy();
  await local.close();
});

/** Moves the clock to so many minutes after the next full hour. */
async function toMinute(minute: number): Promise<void> {
  const now = Date.now() + local.aheadMs();
  await local.advanceClock(hourMs - (now % hourMs) + minute * minuteMs);
}

/** What a start of the canary finds, and its line. */
async function look(): Promise<{ healthy: number | undefined; why: unknown }> {
  const { healthy } = await local.runs('gateway.canary');
  const lines = local.log.filter((line) => line.includes('"operation":"gateway.canary"'));
  const { why } = JSON.parse(lines.at(-1) ?? '{}') as { why?: unknown };
  return { healthy, why };
}

const changes = (requests: readonly ProviderRequest[]): string[] =>
  requests
    .filter(({ method }) => method === 'POST')
    .map(
      ({ path, applied }) => `${path.replace(/payments\/\w+/, 'payments/…')} ${String(applied)}`,
    );

const stored = async (name: string): Promise<string> => {
  const read = new GetSecretValueCommand({ SecretId: String(settings[name]) });
  return (await secrets.send(read)).SecretString ?? '';
};
const store = async (name: string, SecretString: string): Promise<void> => {
  const put = new PutSecretValueCommand({ SecretId: String(settings[name]), SecretString });
  await secrets.send(put);
};

test('all is well where all is well, with a key that nobody has set up', async () => {
  await toMinute(30);

  expect(await look()).toEqual({ healthy: 1, why: undefined });
  expect(changes(await local.requests())).toEqual([]);
});

test('the payment of an hour is made and cancelled once, however often it is started', async () => {
  await toMinute(0);
  const before = (await local.requests()).length;

  const together = await Promise.all([look(), look()]);
  const later = await look();

  // One of two at once may be told that the other is still at work; that is what its line says.
  expect(together.some(({ healthy }) => healthy === 1)).toBe(true);
  expect(later).toEqual({ healthy: 1, why: undefined });
  const made = changes((await local.requests()).slice(before));
  expect(made).toEqual(['/api/v1/payments true', '/api/v1/payments/…/cancel true']);
});

test('the next hour has a payment of its own', async () => {
  await toMinute(5);
  const before = (await local.requests()).length;

  expect(await look()).toEqual({ healthy: 1, why: undefined });
  expect(changes((await local.requests()).slice(before))).toHaveLength(2);
});

test('a payment whose answer was lost is a reason, and the next start brings it to its end', async () => {
  await toMinute(0);
  const before = (await local.requests()).length;
  await local.fault({ on: 'komoju', match: 'POST /api/v1/payments', kind: 'drop_after_accept' });

  expect(await look()).toEqual({ healthy: 0, why: 'komoju.payment.create: 409' });
  await local.advanceClock(5 * minuteMs);
  expect(await look()).toEqual({ healthy: 1, why: undefined });

  const made = changes((await local.requests()).slice(before));
  expect(made.filter((request) => request.endsWith('true'))).toHaveLength(2);
});

test('a key that its provider does not know is named, and nothing is paid there', async () => {
  await toMinute(0);
  const before = (await local.requests()).length;
  await local.fault({ on: 'komoju', match: 'GET /api/v1/payments', kind: 'status', status: 401 });

  expect(await look()).toEqual({ healthy: 0, why: 'komoju.secret: refused' });
  expect(changes((await local.requests()).slice(before))).toEqual([]);
});

test('a canary whose secret is gone is told nothing, and callers notice nothing', async () => {
  await toMinute(30);
  const secret = await stored('CANARY_SECRET');
  // So long that neither of them still uses a copy.
  await store('CANARY_SECRET', 'gone');
  await local.advanceClock(2 * hourMs);

  expect(await look()).toEqual({ healthy: 0, why: 'secret_unavailable' });
  const health = '/gateway/v1/health';
  expect((await local.call('GET', health)).status).toBe(200);
  expect((await local.call('GET', health, { key: 'gk_test_unknown' })).status).toBe(401);
  const [, random] = /"random":"(\w+)"/.exec(secret) ?? [];
  expect((await local.call('GET', health, { key: `gk_test_${random ?? ''}` })).status).toBe(401);

  await store('CANARY_SECRET', secret);
  await local.advanceClock(minuteMs);
  expect(await look()).toEqual({ healthy: 1, why: undefined });
});
