import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { card, newKey, payments } from './orders.ts';
import { operationOf, startSystem, type System } from './system.ts';

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'payment-gateway-data-'));
});
afterEach(() => rm(dataDir, { recursive: true }));

test('a payment is replayed byte for byte after a restart on the same data', async () => {
  const order = {
    body: { amount: 1000, currency: 'JPY', payment_details: card },
    idempotencyKey: newKey(),
  };
  const before = await startSystem({ dataDir });
  const paid = await before.call('POST', payments, order);
  await before.close();

  const after = await startSystem({ dataDir });
  const replayed = await after.call('POST', payments, order);
  const applied = await after.applied(operationOf(paid));
  await after.close();

  expect(paid.status).toBe(200);
  expect(replayed.headers.get('idempotent-replayed')).toBe('true');
  expect(replayed.body).toBe(paid.body);
  expect(applied).toBe(1);
}, 60_000);

test('a clock that was advanced is so after a restart, up to the last date that there is', async () => {
  const order = { body: { amount: 1000, currency: 'JPY', payment_details: card } };
  const pay = async (local: System) =>
    String(
      (await local.call('POST', payments, { ...order, idempotencyKey: newKey() })).json[
        'created_at'
      ],
    );
  const before = await startSystem({ dataDir });
  await before.advanceClock(400 * 86_400_000);
  const paid = await pay(before);
  await before.close();

  const after = await startSystem({ dataDir });
  const paidLater = await pay(after);
  const tooFar = after.advanceClock(Date.UTC(9999, 0, 1));
  await expect(tooFar).rejects.toThrow('cannot be moved beyond 9999-01-01T00:00:00.000Z');
  await after.advanceClock(Date.UTC(9998, 11, 1) - Date.parse(paidLater));
  const paidLast = await pay(after);
  await after.close();

  expect(Date.parse(paid)).toBeGreaterThan(Date.now() + 399 * 86_400_000);
  expect(Date.parse(paidLater)).toBeGreaterThanOrEqual(Date.parse(paid));
  expect(paidLast.slice(0, 7)).toBe('9998-12');
}, 60_000);

test('what is kept there holds no card number', async () => {
  const local = await startSystem({ dataDir });
  const body = { amount: 1000, currency: 'JPY', payment_details: card };
  await local.call('POST', payments, { body });
  await local.call('POST', '/komoju/api/v1/customers', { body: { payment_details: card } });
  await local.makeToken(card);
  await local.close();

  const names = await readdir(dataDir);
  const texts = await Promise.all(names.map((name) => readFile(join(dataDir, name), 'latin1')));

  expect(names.length).toBeGreaterThan(1);
  expect(texts.filter((text) => text.includes(card.number))).toEqual([]);
}, 60_000);

test('a second system on the same data is refused, with a line that names the first', async () => {
  const local = await startSystem({ dataDir });

  const second = startSystem({ dataDir });

  await expect(second).rejects.toThrow(String(process.pid));
  await local.close();
}, 60_000);
