import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { runAssembly } from '../support/run-assembly.ts';
import type { LocalReply } from '../support/local.ts';
import { card, newKey, payments, shown } from './orders.ts';
import { startSystem, type System } from './system.ts';

/* What API Gateway lets pass: so much of those who are known, and more of everybody, so that a flood ends. */

/** Small ones: how fast this machine is does not matter. */
const limits = {
  throttleRatePerSecond: 1,
  throttleBurst: 20,
  floodRatePerSecond: 1,
  floodBurst: 100,
};

let local: System;
beforeAll(async () => {
  local = await startSystem({ assembly: runAssembly(limits) });
}, 60_000);
beforeEach(async () => {
  // The limits are as they were at first.
  await local.advanceClock(600_000);
});
afterAll(() => local.close());

const order = { amount: 1000, currency: 'JPY', payment_details: card };

const many = (
  length: number,
  call: (index: number) => Promise<LocalReply>,
): Promise<LocalReply[]> => Promise.all(Array.from({ length }, (_, index) => call(index)));

const withStatus = (replies: readonly LocalReply[], status: number): readonly LocalReply[] =>
  replies.filter((reply) => reply.status === status);

const operation = '/gateway/v1/operations/none';

test.each([
  ['callers than they may', 80, undefined, 404, limits.throttleBurst],
  ['strangers than a flood may be', 200, null, 401, limits.floodBurst],
])(
  'more requests of %s are told that nothing was done, and when to come again',
  async (_, count, key, taken, burst) => {
    const replies = await many(count, () =>
      local.call('GET', operation, key === undefined ? {} : { key }),
    );

    const throttled = withStatus(replies, 429).map((reply) => [
      shown(reply).error.code,
      reply.headers.get('retry-after'),
    ]);
    expect(withStatus(replies, taken).length).toBeGreaterThanOrEqual(burst);
    expect(throttled.length).toBeGreaterThan(0);
    expect(throttled).toEqual(throttled.map(() => ['not_attempted', '2']));
    expect(withStatus(replies, taken).length + throttled.length).toBe(count);
  },
);

test('wrong keys take nothing of what callers may', async () => {
  // Three times the burst of callers, and less than a flood may be.
  const strangers = many(60, (index) =>
    local.call('POST', payments, { key: `gk_test_nobody${index}`, body: order }),
  );

  const callers = many(15, () =>
    local.call('POST', payments, { body: order, idempotencyKey: newKey() }),
  );

  expect(withStatus(await strangers, 401)).toHaveLength(60);
  expect(withStatus(await callers, 200)).toHaveLength(15);
});
