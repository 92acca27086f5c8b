import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { dayMs, hourMs, minuteMs } from '../../functions/platform/clock.ts';
import type { LocalReply } from '../support/local.ts';
import { card, newKey } from './orders.ts';
import { startSystem, type System } from './system.ts';
import { newOrder, toldIn, type Happenings } from './told.ts';

/*
 * What the view of an order says of the sessions in which it is to be paid: nothing tells of one that is cancelled, waits
 * for a bank or is over. It must never be told to have failed while its customer can still pay.
 */

let local: System;
let told: Happenings;
beforeAll(async () => {
  local = await startSystem();
  told = toldIn(local);
}, 60_000);
afterEach(async () => {
  await local.sandbox('POST', 'komoju/version', { version: '2024-07-15' });
  await local.clearFaults();
});
afterAll(() => local.close());

const sessions = '/komoju/api/v1/sessions';

const open = (order: string, idempotencyKey = newKey()): Promise<LocalReply> =>
  local.call('POST', sessions, {
    body: { amount: 1000, currency: 'JPY', payment_data: { external_order_num: order } },
    idempotencyKey,
  });

const opened = async (order: string, idempotencyKey?: string): Promise<string> =>
  ((await open(order, idempotencyKey)).json as { id: string }).id;

const pay = (id: string, payment_details: unknown): Promise<unknown> =>
  local.sandbox('POST', `komoju/sessions/${id}/pay`, { payment_details });

/** Lets time pass, with the minute job at its end: what is due is read then. */
async function pass(ms: number): Promise<void> {
  await local.advanceClock(ms);
  await told.catchUp();
  await local.advanceClock(minuteMs);
  await told.catchUp();
}

/** The order's state, and each attempt's kind, state and phase, by the alphabet. */
async function viewOf(order: string): Promise<readonly unknown[]> {
  type View = { state: string; data: { kind: string; state: string; phase: string }[] };
  const { state, data } = (await told.orderOf(order)) as unknown as View;
  const attempts = data.map((each) => `${each.kind} ${each.state} ${each.phase}`);
  return [state, ...attempts.sort()];
}

test('a session that was made hours after it was asked for is payable for as long as it is', async () => {
  const order = newOrder();
  const key = newKey();
  await local.fault({ match: 'POST /api/v1/sessions', kind: 'drop_before_accept' });
  await open(order, key);
  await pass(20 * hourMs);
  const id = await opened(order, key);
  await pass(4.5 * hourMs);

  expect(await viewOf(order)).toEqual(['open', 'session pending payable']);
  await pay(id, await local.makeToken({ ...card, number: '4100000000000100' }));
  await pass(20 * hourMs);
  expect(await viewOf(order)).toEqual(['paid', 'payment captured paid', 'session completed used']);
});

test('a session whose customer is at a wallet for longer than a day is not over', async () => {
  const order = newOrder();
  const id = await opened(order);
  await pay(id, { type: 'paypay' });
  await pass(25 * hourMs);

  expect(await viewOf(order)).toEqual([
    'open',
    'payment pending payable',
    'session completed used',
  ]);
});

test('a session that a shop cancels is over with the next run of the minute job', async () => {
  const order = newOrder();
  const id = await opened(order);
  await pass(5 * minuteMs);
  expect(await viewOf(order)).toEqual(['open', 'session pending payable']);

  await local.call('POST', `${sessions}/${id}/cancel`, { idempotencyKey: newKey() });
  await pass(minuteMs);

  expect(await viewOf(order)).toEqual(['failed', 'session cancelled failed']);
  const again = await open(order);
  expect(again.headers.get('x-order-attempts')).toBeNull();
});

test('an abandoned session is over when its provider says so, after at most nine reads', async () => {
  const order = newOrder();
  const id = await opened(order);
  const before = (await local.requests()).length;
  await pass(2 * minuteMs);
  for (let hours = 0; hours < 48; hours += 1) await pass(hourMs);

  const reads = (await local.requests()).slice(before).filter(({ path }) => path.endsWith(id));
  expect(await viewOf(order)).toEqual(['failed', 'session expired failed']);
  expect(reads.length).toBeLessThanOrEqual(9);
});

test('a session that cannot be read stays payable, and a person is told', async () => {
  const order = newOrder();
  const id = await opened(order);
  const before = told.reported('object_not_read');
  await local.fault({
    ...{ match: 'GET /api/v1/sessions/*', kind: 'status', status: 200, body: '{}', times: 50 },
  });
  await local.sandbox('POST', `komoju/sessions/${id}/expire`);
  await pass(2 * dayMs);

  expect(await viewOf(order)).toEqual(['open', 'session pending payable']);
  expect(told.reported('object_not_read')).toBeGreaterThan(before);
  await local.clearFaults();
  await pass(dayMs);
  expect(await viewOf(order)).toEqual(['failed', 'session expired failed']);
});

test('a session is used by its payment in every version of the provider’s API', async () => {
  await local.sandbox('POST', 'komoju/version', { version: '2025-01-28' });
  const order = newOrder();
  const id = await opened(order);
  await pay(id, await local.makeToken({ ...card, number: '4100000000000100' }));
  await pass(5 * minuteMs);

  expect(await viewOf(order)).toEqual(['paid', 'payment captured paid', 'session completed used']);
  const next = await open(order);
  expect(next.headers.get('x-order-attempts')).toBe('paid=1');
});
