import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, jest, test } from '@jest/globals';
import * as create from '../../../functions/komoju/payment/create.ts';
import { errorOf, invoke, startWorld, type World } from '../../support/handler.ts';

/* A claim that takes so long that the provider would have too little time to answer. */

let world: World;
beforeAll(async () => {
  world = await startWorld();
}, 30_000);
afterEach(() => {
  jest.restoreAllMocks();
});
afterAll(() => world.close());

const konbini = { type: 'konbini', store: 'lawson', email: 'taro@example.com' };
const order = () => ({
  body: { amount: 1000, currency: 'JPY', payment_details: konbini },
  headers: { 'Idempotency-Key': randomUUID() },
  // 5 s for the provider, of which a claim may take one.
  remainingMs: 11_000,
});

/** Lets the process's clock be later from the first claim on. */
function letClaimsTake(ms: number): void {
  const before = world.table.calls['PutItem'] ?? 0;
  const real = performance.now.bind(performance);
  const isClaimed = () => (world.table.calls['PutItem'] ?? 0) > before;
  jest.spyOn(performance, 'now').mockImplementation(() => real() + (isClaimed() ? ms : 0));
}

test('leaves nothing to be sent: the outcome would only be unknown', async () => {
  const pay = create.start();
  const call = order();
  letClaimsTake(1_001);

  const reply = await invoke(pay, call);

  expect([reply.status, errorOf(reply).code]).toEqual([503, 'not_attempted']);
  expect(reply.line).toMatchObject({ why: 'no_time_left' });
  expect(await world.requests()).toEqual([]);
});

test('is undone, so that the same request is sent as if it were the first', async () => {
  const pay = create.start();
  const call = order();
  letClaimsTake(1_001);
  await invoke(pay, call);
  jest.restoreAllMocks();

  const reply = await invoke(pay, call);

  expect(reply.status).toBe(200);
  expect(await world.requests()).toHaveLength(1);
});
