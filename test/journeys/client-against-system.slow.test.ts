import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { gateway, type Gateway } from '../../lib/client/gateway.ts';
import { card, havePayment, newKey } from './orders.ts';
import { startSystem, type System } from './system.ts';

/* What a shop may do with lib/client besides one call after the other: the system must agree with the client on it. */

let local: System;
let call: Gateway;
beforeAll(async () => {
  local = await startSystem();
  call = gateway({ baseUrl: local.url, key: local.keys.admin });
}, 60_000);
afterEach(() => local.clearFaults());
afterAll(() => local.close());

const create = 'komoju.payment.create';
const order = { amount: 1000, currency: 'JPY', payment_details: card };

/** What a database makes of an object in a column of JSON: the same, its members by length and then by name. */
const fromJsonColumn = (value: unknown): unknown =>
  typeof value !== 'object' || value === null
    ? value
    : Object.fromEntries(
        Object.entries(value)
          .sort(([a], [b]) => a.length - b.length || (a < b ? -1 : 1))
          .map(([name, inner]) => [name, fromJsonColumn(inner)]),
      );

test('a request that comes back from a database’s JSON column is the same request', async () => {
  const intent = newKey();
  const body = { ...order, metadata: { customer: 'c_1', cart: '7' } };
  // The functions are warm then.
  await havePayment(local);
  await local.fault({ kind: 'drop_before_accept', match: 'POST /api/v1/payments' });

  // Shorter than the seconds that the gateway asks for.
  const first = await call(create, { intent, body, withinMs: 4_000 });
  const stored = fromJsonColumn(body) as typeof body;
  const resumed = await call(create, { intent, body: stored });

  expect(first).toMatchObject({ outcome: 'pending', code: 'outcome_unknown' });
  expect(resumed).toMatchObject({ outcome: 'done', body: { status: 'captured' } });
}, 90_000);

test('two intents are two operations, whatever is in their names', async () => {
  const intent = newKey();

  const bare = await call(create, { intent, body: order });
  const quoted = await call(create, { intent: `"${intent}"`, body: order });
  const again = await call(create, { intent: `"${intent}"`, body: order });

  expect([bare.outcome, quoted.outcome]).toEqual(['done', 'done']);
  expect(quoted.operationId).not.toBe(bare.operationId);
  expect(again.operationId).toBe(quoted.operationId);
}, 60_000);

test('a paid payment is not rejected to whoever reads it while the provider has trouble', async () => {
  const { id: paymentId } = await havePayment(local);
  const match = `GET /api/v1/payments/${paymentId}`;
  for (const body of [{ error: { code: 'internal_server_error', message: '' } }, 'Unavailable'])
    await local.fault({ kind: 'status', status: 503, body, times: 1, match });

  const read = await call('komoju.payment.show', { paymentId, withinMs: 30_000 });

  expect(read).toMatchObject({ outcome: 'done', body: { status: 'captured' } });
}, 60_000);

test('many calls of one intent at once, and a lost answer, are one charge', async () => {
  const request = { intent: newKey(), body: order };
  await local.fault({ kind: 'drop_after_accept', match: 'POST /api/v1/payments' });

  const results = await Promise.all(Array.from({ length: 12 }, () => call(create, request)));

  expect(new Set(results.map((each) => each.outcome))).toEqual(new Set(['done']));
  expect(new Set(results.map((each) => each.operationId)).size).toBe(1);
  expect(await local.applied(results[0]?.operationId ?? '')).toBe(1);
}, 90_000);
