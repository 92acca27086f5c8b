import { describe, expect, test } from '@jest/globals';
import { publishableKey } from '../../../../../../lib/local/simulators/komoju/protocol/authentication.ts';
import { basic, hourMs, noon, runSimulators, world } from '../../running-simulators.ts';
import { askKomoju, card, keyed, pay, rejected, show, tryToPay } from '../orders.ts';

runSimulators();

describe('an idempotency key', () => {
  const count = async (orderNum: string) =>
    (await askKomoju(`GET /payments?external_order_num=${orderNum}`)).body['total'];

  test('brings the first answer back for 24 hours, and is new afterwards', async () => {
    const headers = keyed('day');
    const more = { external_order_num: 'day' };
    const first = await tryToPay(more, headers);
    world.now = noon + 24 * hourMs - 1;
    const second = await tryToPay(more, headers);
    const countInTime = await count('day');
    world.now += 1;
    const third = await tryToPay(more, headers);

    expect(second).toEqual(first);
    expect(countInTime).toBe(1);
    expect(third.body['id']).not.toBe(first.body['id']);
    expect(await count('day')).toBe(2);
  });

  test('brings a rejection back, also for a body that would do', async () => {
    const first = await tryToPay({ amount: 0 }, keyed('rejected'));

    expect(await tryToPay({}, keyed('rejected'))).toEqual(first);
  });

  test('works on a refund, so that it is given once', async () => {
    const { id } = await pay();

    const answers = [1, 2].map(() =>
      askKomoju(`POST /payments/${id}/refund`, { amount: 100 }, keyed('refund')),
    );
    await Promise.all(answers);

    expect(await show(id)).toMatchObject({ amount_refunded: 100 });
  });

  test('is not claimed by a wrong key', async () => {
    await tryToPay({}, { ...keyed('unclaimed'), ...basic('sk_test_2') });

    await pay({}, keyed('unclaimed'));
  });

  test('of one key says nothing about another', async () => {
    const body = { payment_details: card() };
    const first = await askKomoju('POST /tokens', body, keyed('owner'));

    const second = await askKomoju('POST /tokens', body, {
      ...keyed('owner'),
      ...basic(publishableKey),
    });

    expect(second.body['id']).not.toBe(first.body['id']);
  });

  test.each(['', 'k'.repeat(101), 'clé'])('%p is a bad request', async (key) => {
    expect(await tryToPay({}, keyed(key))).toEqual(rejected(400, 'bad_request'));
  });

  test('of 100 characters is taken', async () => {
    await pay({}, keyed('k'.repeat(100)));
  });
});
