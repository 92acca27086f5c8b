import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { minuteMs } from '../../functions/platform/clock.ts';
import { haveLink } from './links.ts';
import { card } from './orders.ts';
import { startSystem, type System } from './system.ts';
import { newOrder, toldIn, ways, type Happenings } from './told.ts';

/*
 * What becomes of orders without being asked. The plugins of other shops have a list of what goes wrong there; each of
 * their failures is a test here, also where every webhook is lost.
 */

let local: System;
let told: Happenings;
beforeAll(async () => {
  local = await startSystem();
  told = toldIn(local);
}, 60_000);
afterAll(() => local.close());

describe.each(ways)('$way', ({ begin, known: knownTo }) => {
  beforeAll(() => begin(local));
  const known = (): Promise<unknown> => knownTo(local);

  test('an old attempt’s expiry does not cancel a paid order', async () => {
    const order = newOrder();
    const first = await told.pay({ external_order_num: order });
    await told.pay({ external_order_num: order, payment_details: card });
    await told.happens(first, 'expire');
    await known();

    expect((await told.orderOf(order)).state).toBe('paid');
    expect(await told.stateOf(first)).toBe('expired');
  });

  test('a real expiry does not vanish', async () => {
    const order = newOrder();
    await told.happens(await told.pay({ external_order_num: order }), 'expire');
    await known();

    expect((await told.orderOf(order)).state).toBe('failed');
  });

  test('one order that is paid twice at the store is one finding', async () => {
    const order = newOrder();
    const paid = [
      await told.pay({ external_order_num: order }),
      await told.pay({ external_order_num: order }),
    ];
    const before = told.reported('order_paid_twice');
    for (const id of paid) await told.happens(id, 'pay');
    await known();
    // Until then the index may not show what was paid with it.
    await local.advanceClock(minuteMs);
    await told.catchUp();
    await told.catchUp();

    expect((await told.orderOf(order)).state).toBe('paid_twice');
    expect(told.reported('order_paid_twice')).toBe(before + 1);
    const noted = await Promise.all(paid.map((id) => told.findingsOf(id)));
    expect(noted.flat()).toEqual(['order_paid_twice']);
  });

  test('a refund in Coiney’s dashboard, of which no webhook ever tells, is shown by the next poll', async () => {
    const { id } = await haveLink(local);
    await told.happens(id, 'pay', {}, 'coiney');
    await known();
    await told.happens(id, 'refund', {}, 'coiney');
    await local.advanceClock(5 * minuteMs);
    await told.catchUp();

    expect(await told.stateOf(id, 'coiney')).toBe('refunded');
  });
});
