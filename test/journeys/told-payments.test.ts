import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { secondMs } from '../../functions/platform/clock.ts';
import { haveLink } from './links.ts';
import { card, konbini, newKey, payments } from './orders.ts';
import { operationOf, startSystem, type System } from './system.ts';
import { toldIn, ways, type Happenings } from './told.ts';

/*
 * What happens to a payment without being asked. Whether webhooks tell of it, or every one of them is lost and the minute
 * job catches up: it ends the same.
 */

let local: System;
let told: Happenings;
beforeAll(async () => {
  local = await startSystem();
  told = toldIn(local);
}, 60_000);
afterEach(() => local.clearFaults());
afterAll(() => local.close());

describe.each(ways)('$way', ({ begin, known: knownTo }) => {
  beforeAll(() => begin(local));
  const known = (): Promise<unknown> => knownTo(local);

  test('cash that is paid is on record', async () => {
    const id = await told.pay();
    await told.happens(id, 'pay');
    await known();

    const { payment, data } = await told.historyOf(id);
    expect(payment?.state).toBe('captured');
    expect(data.map(({ what, to }) => [what, to])).toEqual([
      ['komoju.payment.create', 'authorized'],
      ['payment.authorized', 'authorized'],
      ['payment.captured', 'captured'],
    ]);
  });

  test('what is known already changes nothing when it is told once more', async () => {
    const id = await told.pay();
    await told.happens(id, 'pay');
    await known();
    const before = await told.historyOf(id);

    await known();

    expect(await told.historyOf(id)).toEqual(before);
  });

  test('the operation whose answer was lost is completed', async () => {
    const body = { amount: 1000, currency: 'JPY', payment_details: konbini };
    await local.fault({ kind: 'drop_after_accept', match: 'POST /api/v1/payments' });
    const lost = await local.call('POST', payments, { body, idempotencyKey: newKey() });
    await known();

    const { json } = await told.read(`operations/${operationOf(lost)}`);

    expect((json as unknown as { state: string }).state).toBe('succeeded');
  });

  test('a refund is not booked twice, though two events tell of it', async () => {
    const id = await told.pay({ payment_details: card });
    await local.advanceClock(2 * secondMs);
    await told.happens(id, 'refund', { amount: 400 });
    await known();

    expect((await told.historyOf(id)).payment).toMatchObject({ state: 'captured', refunded: 400 });
  });

  test('money that comes after the expiry is a finding', async () => {
    const id = await told.pay();
    await told.happens(id, 'expire');
    await told.happens(id, 'pay');
    await known();

    expect(await told.stateOf(id)).toBe('captured');
    expect(await told.findingsOf(id)).toEqual(['late_money']);
  });

  test('a refund in the dashboard is in the history, and a finding', async () => {
    const id = await told.pay({ payment_details: card });
    await known();
    const before = told.reported('object_without_record');
    await local.advanceClock(2 * secondMs);
    await told.happens(id, 'refund');
    await known();

    expect(await told.stateOf(id)).toBe('refunded');
    expect(await told.findingsOf(id)).toEqual(['object_without_record']);
    expect(told.reported('object_without_record')).toBe(before + 1);
  });

  test('a chargeback is a finding', async () => {
    const id = await told.pay({ payment_details: card });
    await told.happens(id, 'chargeback');
    await known();

    expect(await told.stateOf(id)).toBe('refunded');
    expect(await told.findingsOf(id)).toEqual(['chargeback']);
  });

  test('a link of Coiney’s is paid', async () => {
    const { id } = await haveLink(local);
    await told.happens(id, 'pay', {}, 'coiney');
    await known();

    expect(await told.stateOf(id, 'coiney')).toBe('paid');
  });
});
