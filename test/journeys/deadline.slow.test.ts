import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { card, newKey, payments, shown } from './orders.ts';
import { operationOf, startSystem, type System } from './system.ts';

/* Time-outs are real here: Lambda's is shortened, so that the provider has some five seconds. */

let local: System;
beforeAll(async () => {
  local = await startSystem({ lambdaTimeoutMs: 11_500 });
}, 60_000);
afterAll(() => local.close());

test('a provider that is too slow is told as unknown, and the same key completes the charge', async () => {
  const order = {
    body: { amount: 1000, currency: 'JPY', payment_details: card },
    idempotencyKey: newKey(),
  };
  await local.fault({ match: 'POST /api/v1/payments', kind: 'slow', delayMs: 10_000 });

  const first = await local.call('POST', payments, order);
  const during = await local.call('POST', payments, order);

  expect([first.status, shown(first).error.code]).toEqual([409, 'outcome_unknown']);
  // The provider still works on the first: its key is under way.
  expect([during.status, shown(during).error.code]).toEqual([409, 'outcome_unknown']);
  let last = during;
  while (last.status === 409) {
    // As a caller does: faster, and the stage's throttle would answer.
    await wait(200);
    last = await local.call('POST', payments, order);
  }
  expect(last.status).toBe(200);
  expect(await local.applied(operationOf(first))).toBe(1);
}, 60_000);
