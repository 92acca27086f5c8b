import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { hourMs, minuteMs } from '../../functions/platform/clock.ts';
import { backUp, type Backup } from './backup.ts';
import { orderOf, type MutationOrder } from './mutations.ts';
import { startSystem, type System } from './system.ts';

/* Which point a table was restored to: one that is said hours too late would charge again what was claimed in between. */

let local: System;
let backup: Backup | undefined;
beforeEach(async () => {
  local = await startSystem();
}, 60_000);
afterEach(async () => {
  backup?.close();
  await local.close();
});

/** From here on what is not found is new: an hour of delay, a lease, and what a list may lag. */
const provenMs = 72 * minuteMs;

describe('a charge of an hour after a backup that was put back nine hours later', () => {
  const hours = (count: number): number => count * hourMs;

  /** Pays, forgets it, and lets what a person says decide. */
  async function forgetPayment(): Promise<{ order: MutationOrder; kept: Backup }> {
    // What the backup knows: its newest record is of its own time.
    await (await orderOf('komoju.payment.create', local)).send();
    const order = await orderOf('komoju.payment.create', local);
    const kept = await backUp(local);
    backup = kept;
    await kept.move(hours(1));
    await order.send();
    await kept.move(hours(9));
    await kept.putBack();
    return { order, kept };
  }

  test('is not made again where a person types the point in another zone: that is refused', async () => {
    const { order, kept } = await forgetPayment();
    const late = new Date(Date.parse(kept.moment) + hours(9)).toISOString();

    await expect(kept.declare(late)).rejects.toThrow('would be charged again');
    await kept.declare(kept.moment);
    await kept.move(2 * minuteMs);
    await kept.declareInUse();
    await kept.move(provenMs);
    const again = await order.send();

    expect([again.status, await order.applied(again)]).toEqual([200, 1]);
    expect(again.headers.get('x-result-source')).toBe('read');
  }, 60_000);

  test('is not made again where AWS says the point, and nobody is asked', async () => {
    const { order, kept } = await forgetPayment();

    await kept.declare();
    await kept.move(2 * minuteMs);
    await kept.declareInUse();
    await kept.move(provenMs);
    const again = await order.send();

    expect([again.status, await order.applied(again)]).toEqual([200, 1]);
    expect(again.headers.get('x-result-source')).toBe('read');
  }, 60_000);
});
