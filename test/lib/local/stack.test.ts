import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { localSystem, type LocalReply, type LocalSystem } from '../../support/local.ts';

const card = {
  type: 'credit_card',
  number: '4111111111111111',
  month: 12,
  year: 2040,
  verification_value: '123',
  given_name: 'Taro',
  family_name: 'Yamada',
};
const pay = (local: LocalSystem, idempotencyKey: string): Promise<LocalReply> =>
  local.call('POST', '/komoju/api/v1/payments', {
    body: { amount: 1000, currency: 'JPY', payment_details: card },
    idempotencyKey,
  });

describe('the local system', () => {
  let local: LocalSystem;
  beforeAll(async () => {
    local = await localSystem();
    // What a webhook reads and writes would meet the faults of these tests.
    await local.sandbox('POST', 'komoju/webhooks', { url: null });
  });
  afterEach(() => local.clearFaults());
  afterAll(() => local.close());

  const received = async () => (await local.requests()).filter(({ method }) => method === 'POST');

  test('takes a payment through the bundles that would be deployed, and records it', async () => {
    const reply = await pay(local, 'first');

    expect(reply.status).toBe(200);
    expect(reply.json).toMatchObject({ amount: 1000, status: 'captured' });
    expect(await received()).toMatchObject([{ path: '/api/v1/payments', applied: true }]);
    expect(local.tableCalls).toMatchObject({ PutItem: 1, UpdateItem: 1 });
    expect(local.log.map((line) => JSON.parse(line) as unknown)).not.toHaveLength(0);
  });

  test('knows its callers by the keys that it prints', async () => {
    const show = (key: string | null) => local.call('GET', '/komoju/api/v1/customers', { key });

    expect((await show(local.keys.admin)).status).toBe(200);
    expect((await show(local.keys.storefront)).status).toBe(403);
    expect((await show('gk_local_other')).status).toBe(401);
    expect((await show(null)).headers.get('www-authenticate')).toBe('Basic');
    expect(local.log.filter((line) => line.includes('Unauthorized'))).toEqual([]);
  });

  test('has a storefront that must name its intent, as a live one', async () => {
    const key = local.keys.storefront;
    const order = { body: { amount: 1000, currency: 'JPY', payment_details: card }, key };

    const reply = await local.call('POST', '/komoju/api/v1/payments', order);

    expect([reply.status, reply.json['error']]).toMatchObject([
      400,
      { code: 'idempotency_key_required' },
    ]);
    expect((await local.call('GET', '/komoju/api/v1/payments', { key })).status).toBe(200);
  });

  test('finds every part reachable', async () => {
    expect((await local.call('GET', '/gateway/v1/health')).status).toBe(200);
  });

  test('kills the process that called the table, and answers as API Gateway would', async () => {
    await local.fault({ on: 'table', match: 'UpdateItem', kind: 'kill_after_accept' });

    const reply = await pay(local, 'killed');

    expect(reply.status).toBe(504);
    expect(reply.json['code']).toBe('outcome_unknown');
    const again = await pay(local, 'killed');
    expect(again.headers.get('idempotent-replayed')).toBe('true');
  });

  test('kills the process that called the provider', async () => {
    await local.fault({ match: 'POST /api/v1/payments', kind: 'kill_before_accept' });

    expect((await pay(local, 'killed early')).status).toBe(504);
    // For the ledger the first one may still be running.
    expect((await pay(local, 'killed early')).status).toBe(409);
    await local.advanceClock(31_000);
    expect((await pay(local, 'killed early')).status).toBe(200);
  });

  test('refuses a connection to the provider: nothing was sent', async () => {
    const before = await received();
    await local.fault({ kind: 'refuse_connection', match: 'POST /api/v1/payments' });

    const reply = await pay(local, 'rejected');

    expect(reply.status).toBeGreaterThanOrEqual(409);
    expect(await received()).toHaveLength(before.length);
  });

  test('moves the time of gateway and simulator alike', async () => {
    await local.advanceClock(90_000_000);

    const { json } = await pay(local, 'tomorrow');

    expect(Date.parse(String(json['created_at']))).toBeGreaterThan(Date.now() + 89_000_000);
  });

  test('tells commands where table, secrets and providers are, and what time it is there', async () => {
    const told = async () => (await local.sandbox('GET', 'environment')) as { now: string };
    const before = await told();
    await local.advanceClock(3_600_000);
    const after = await told();

    expect(before).toMatchObject({
      region: 'ap-northeast-1',
      settings: { LEDGER_TABLE: expect.any(String), CALLERS_SECRET: expect.any(String) },
      origins: { komoju: local.simulatorUrl, coiney: `${local.simulatorUrl}/coiney` },
    });
    expect(Date.parse(after.now) - Date.parse(before.now)).toBeGreaterThanOrEqual(3_600_000);
  });
});

describe('started again on the same directory', () => {
  test('the system replays what it did before', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'local-'));
    const first = await localSystem({ dataDir });
    const paid = await pay(first, 'kept');
    await first.close();

    const second = await localSystem({ dataDir });
    const replayed = await pay(second, 'kept');

    expect(replayed.headers.get('idempotent-replayed')).toBe('true');
    expect(replayed.body).toBe(paid.body);
    await second.close();
    rmSync(dataDir, { recursive: true });
  });
});

describe('a start that fails', () => {
  test('leaves nothing behind: the ports and the directory are free for the next', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'local-'));
    const failing = localSystem({ dataDir, assembly: join(dataDir, 'nowhere') });
    await expect(failing).rejects.toThrow(/manifest\.json/);

    const local = await localSystem({ dataDir });

    await local.close();
    rmSync(dataDir, { recursive: true });
  });

  test('says which port is taken', async () => {
    const local = await localSystem();
    const port = Number(new URL(local.url).port);

    await expect(localSystem({ port })).rejects.toMatchObject({ code: 'EADDRINUSE', port });
    await local.close();
  });
});
