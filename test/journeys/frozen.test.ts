import { setImmediate } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { card, newKey, payments, shown } from './orders.ts';
import { operationOf, startSystem, type System } from './system.ts';

let local: System;
beforeAll(async () => {
  local = await startSystem();
}, 60_000);
afterAll(() => local.close());

const claims = (): number => local.tableCalls['PutItem'] ?? 0;

test('a function that was frozen after its claim sends nothing when it wakes up', async () => {
  const body = { amount: 1000, currency: 'JPY', payment_details: card };
  const order = { body, idempotencyKey: newKey() };
  await local.fault({ on: 'table', match: 'PutItem', kind: 'slow', delayMs: 500 });
  const before = claims();

  const frozen = local.call('POST', payments, order);
  while (claims() === before) await setImmediate();
  await local.advanceClock(31_000);
  const woken = await frozen;
  const applied = await local.applied(operationOf(woken));
  const again = await local.call('POST', payments, order);

  expect([woken.status, shown(woken).error.code]).toEqual([503, 'not_attempted']);
  expect(applied).toBe(0);
  expect(again.status).toBe(200);
  expect(await local.applied(operationOf(again))).toBe(1);
});
