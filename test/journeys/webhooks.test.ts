import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { minuteMs, secondMs } from '../../functions/platform/clock.ts';
import type { LocalReply } from '../support/local.ts';
import { haveLink } from './links.ts';
import { card, newKey, payments } from './orders.ts';
import { operationOf, startSystem, type System } from './system.ts';

/*
 * What happens at a provider without being asked. The plugins of other shops have a list of what goes wrong there; each
 * of their failures is a test here.
 */

let local: System;
beforeAll(async () => {
  local = await startSystem();
  await local.sandbox('POST', 'webhooks/release', { order: 'created' });
}, 60_000);
afterEach(async () => {
  await local.clearFaults();
  await local.sandbox('POST', 'webhooks/release', { order: 'created' });
  await local.sandbox('POST', 'webhooks/wait');
});
afterAll(() => local.close());

type Entry = { readonly what: string; readonly cause: string; readonly to: string | null };
type History = {
  readonly payment: { readonly state: string; readonly refunded: number } | null;
  readonly data: readonly Entry[];
};
type Order = {
  readonly state: string;
  readonly data: readonly { readonly id: string; readonly state: string }[];
};

const konbini = { type: 'konbini', store: 'lawson', email: 'taro@example.com' };
let orders = 0;
const newOrder = (): string => `A/ ${(orders += 1)}`;

async function pay(changes: object = {}): Promise<string> {
  const body = { amount: 1000, currency: 'JPY', payment_details: konbini, ...changes };
  const { json, status } = await local.call('POST', payments, { body, idempotencyKey: newKey() });
  expect(status).toBe(200);
  return (json as unknown as { id: string }).id;
}

const happens = (id: string, what: string, details: object = {}): Promise<unknown> =>
  local.sandbox('POST', `komoju/payments/${id}/${what}`, details);
const delivered = (): Promise<unknown> => local.sandbox('POST', 'webhooks/wait');
const catchUp = () => local.runs('gateway.catch-up');

const read = (path: string): Promise<LocalReply> => local.call('GET', `/gateway/v1/${path}`);
const historyOf = async (id: string, provider = 'komoju'): Promise<History> =>
  (await read(`${provider}/payments/${id}/history`)).json as unknown as History;
const orderOf = async (number: string): Promise<Order> =>
  (await read(`komoju/orders/${encodeURIComponent(number)}`)).json as unknown as Order;
const stateOf = async (id: string, provider?: string) =>
  (await historyOf(id, provider)).payment?.state;

const findings = (name: string): string[] =>
  local.log.filter((line) => line.includes(`"finding":"${name}"`));

describe('a webhook of KOMOJU', () => {
  test('has the payment captured on record by the time that it is answered', async () => {
    const id = await pay();
    await happens(id, 'pay');
    await delivered();

    const { payment, data } = await historyOf(id);

    expect(payment?.state).toBe('captured');
    expect(data.map(({ what, to }) => [what, to])).toEqual([
      ['komoju.payment.create', 'authorized'],
      ['payment.authorized', 'authorized'],
      ['payment.captured', 'captured'],
    ]);
  });

  test('that comes again changes nothing', async () => {
    const id = await pay();
    await happens(id, 'pay');
    await delivered();
    const before = await historyOf(id);

    await local.sandbox('POST', 'webhooks/redeliver', { payment: id });
    await delivered();

    expect(await historyOf(id)).toEqual(before);
  });

  test('that is forged is refused, and leaves nothing', async () => {
    const id = await pay();
    await delivered();
    const before = await historyOf(id);

    await local.sandbox('POST', 'webhooks/forge', { type: 'payment.captured', payment: id });
    await delivered();

    expect(await historyOf(id)).toEqual(before);
  });

  test('with a right signature about what never happened is not believed', async () => {
    const id = await pay();
    await delivered();

    await local.sandbox('POST', 'webhooks/forge', {
      ...{ type: 'payment.captured', payment: id, signature: 'valid' },
    });
    await delivered();

    expect(await stateOf(id)).toBe('authorized');
  });

  test('completes the operation whose answer was lost', async () => {
    const body = { amount: 1000, currency: 'JPY', payment_details: konbini };
    await local.fault({ kind: 'drop_after_accept', match: 'POST /api/v1/payments' });
    const lost = await local.call('POST', payments, { body, idempotencyKey: newKey() });
    await delivered();

    const { json } = await read(`operations/${operationOf(lost)}`);

    expect((json as unknown as { state: string }).state).toBe('succeeded');
  });
});

describe('what other shops got wrong', () => {
  test('an old attempt’s expiry does not cancel a paid order', async () => {
    const order = newOrder();
    const first = await pay({ external_order_num: order });
    await pay({ external_order_num: order, payment_details: card });
    await happens(first, 'expire');
    await delivered();

    expect((await orderOf(order)).state).toBe('paid');
    expect(await stateOf(first)).toBe('expired');
  });

  test('a real expiry does not vanish', async () => {
    const order = newOrder();
    await happens(await pay({ external_order_num: order }), 'expire');
    await delivered();

    expect((await orderOf(order)).state).toBe('failed');
  });

  test('one order that is paid twice at the store is a finding', async () => {
    const order = newOrder();
    for (const id of [
      await pay({ external_order_num: order }),
      await pay({ external_order_num: order }),
    ]) {
      await happens(id, 'pay');
    }
    await delivered();
    await catchUp();

    expect((await orderOf(order)).state).toBe('paid_twice');
    expect(findings('order_paid_twice')).toHaveLength(1);
  });

  test('a refund is not booked twice, though two events tell of it', async () => {
    const id = await pay({ payment_details: card });
    await local.advanceClock(2 * secondMs);
    await happens(id, 'refund', { amount: 400 });
    await delivered();
    await local.sandbox('POST', 'webhooks/redeliver', { payment: id });
    await delivered();

    expect((await historyOf(id)).payment).toMatchObject({ state: 'captured', refunded: 400 });
  });

  test('a webhook that was lost is caught up with', async () => {
    await local.sandbox('POST', 'webhooks/hold');
    const id = await pay();
    await happens(id, 'pay');

    await catchUp();

    expect(await stateOf(id)).toBe('captured');
  });

  test('money that comes after the expiry is a finding', async () => {
    const id = await pay();
    await happens(id, 'expire');
    await happens(id, 'pay');
    await delivered();

    const { payment, data } = await historyOf(id);
    expect(payment?.state).toBe('captured');
    expect(data.map(({ what }) => what)).toContain('late_money');
  });
});

describe('what is done past the gateway', () => {
  test('a refund in the dashboard is in the history, and a finding', async () => {
    const id = await pay({ payment_details: card });
    await delivered();
    const before = findings('object_without_record').length;
    await local.advanceClock(2 * secondMs);
    await happens(id, 'refund');
    await delivered();

    const { payment, data } = await historyOf(id);
    expect(payment?.state).toBe('refunded');
    expect(data.filter(({ cause }) => cause === 'finding')).toHaveLength(1);
    expect(findings('object_without_record')).toHaveLength(before + 1);
  });

  test('a chargeback is a finding', async () => {
    const id = await pay({ payment_details: card });
    await happens(id, 'chargeback');
    await delivered();

    const { payment, data } = await historyOf(id);
    expect(payment?.state).toBe('refunded');
    expect(data.map(({ what }) => what)).toContain('chargeback');
  });
});

describe('Coiney', () => {
  test('tells by a hint that a link was paid', async () => {
    const { id } = await haveLink(local);
    await local.sandbox('POST', `coiney/payments/${id}/pay`);
    await delivered();

    expect(await stateOf(id, 'coiney')).toBe('paid');
  });

  test('tells nothing of a refund in its dashboard: the next poll shows it', async () => {
    const { id } = await haveLink(local);
    await local.sandbox('POST', `coiney/payments/${id}/pay`);
    await delivered();
    await local.sandbox('POST', `coiney/payments/${id}/refund`);
    await local.advanceClock(5 * minuteMs);

    await catchUp();

    expect(await stateOf(id, 'coiney')).toBe('refunded');
  });
});
