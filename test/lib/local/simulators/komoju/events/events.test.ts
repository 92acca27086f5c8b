import { describe, expect, test } from '@jest/globals';
import { emptyKomoju } from '../../../../../../lib/local/simulators/komoju/state.ts';
import { record } from '../../../../../../lib/local/simulators/komoju/events/record.ts';
import { maxEvents } from '../../../../../../lib/local/simulators/komoju/webhook-assumptions.ts';
import { ask, done, hourMs, runSimulators, send, world } from '../../running-simulators.ts';
import { anId, askKomoju, card, konbini, pay, rejected, show, tryToPay } from '../orders.ts';
import { control, open, paySession, press } from '../checkouts.ts';
import { events, happen, sandbox, types } from './happenings.ts';

runSimulators();

const held = { capture: false };
const cash = { payment_details: konbini };
const wallet = { payment_details: { type: 'paypay' } };
const bitcash = {
  payment_details: { type: 'bit_cash', email: 'a@b.c', prepaid_number: '1111111111111111' },
};
const shortOf = (amount: number): object => ({
  ...{ amount, tax: 0 },
  payment_details: { type: 'web_money', email: 'a@b.c', prepaid_number: '1111111111111111' },
});
const bank = {
  customer_name: 'John Doe',
  bank_name: 'KOMOJU BANK',
  branch_number: '123',
  account_type: 'normal',
  account_number: '1234567',
};

/** What happens to a payment: a call of the API, or a control (`! pay`). */
async function act(id: string, on: string, body?: object): Promise<void> {
  const name = /^! (.+)$/.exec(on)?.[1];
  const answer = await (name === undefined
    ? ask(on.replace(' ', ` /api/v1/payments/${id}`), body ?? {})
    : ask(`POST /sandbox/komoju/payments/${id}/${name}`, body));
  expect([200, 204]).toContain(answer.status);
}

const refunded = ['refund.created', 'refunded'];

// prettier-ignore
test.each([
  ['made',                         {},            [],                                                 ['captured']],
  ['held',                         held,          [],                                                 ['authorized']],
  ['opened at a wallet',           wallet,        [],                                                 []],
  ['captured',                     held,          [['POST /capture']],                                ['authorized', 'captured']],
  ['cancelled',                    held,          [['POST /cancel']],                                 ['authorized', 'cancelled']],
  ['changed',                      {},            [['PATCH ', { description: 'new' }]],               ['captured', 'updated']],
  ['topped up',                    shortOf(3000), [['PATCH ', shortOf(0)]],                           ['captured']],
  ['refunded',                     {},            [['POST /refund']],                                 ['captured', ...refunded]],
  ['refunded twice in parts',      {},            [['POST /refund', { amount: 1 }], ['POST /refund']], ['captured', ...refunded, ...refunded]],
  ['paid at a till',               cash,          [['! pay']],                                        ['authorized', 'captured']],
  ['paid at a wallet',             wallet,        [['! pay']],                                        ['captured']],
  ['left alone too long',          cash,          [['! expire']],                                     ['authorized', 'expired']],
  ['refused by a bank',            wallet,        [['! fail']],                                       ['failed']],
  ['refunded in the dashboard',    {},            [['! refund', { amount: 400 }]],                    ['captured', ...refunded]],
  ['charged back',                 bitcash,       [['! chargeback']],                                 ['captured', ...refunded]],
  ['refunded in cash',             cash,          [['! pay'], ['POST /refund']],                      ['authorized', 'captured', 'refund.created']],
  ['refunded in cash that arrives', cash,         [['! pay'], ['POST /refund'], ['! arrive']],        ['authorized', 'captured', ...refunded]],
  ['to be refunded to a bank',     cash,          [['! pay'], ['POST /refund_request', bank]],        ['authorized', 'captured', 'updated']],
  ['refunded to a bank',           cash,          [['! pay'], ['POST /refund_request', bank], ['! arrive']], ['authorized', 'captured', 'updated', ...refunded]],
] as [string, object, [string, object?][], string[]][])('a payment is %s, and that is an event', async (_, order, acts, expected) => {
  const { id } = await pay(order);
  for (const [on, body] of acts) await act(id, on, body);

  const list = await events();

  expect(list.map(({ type }) => type)).toEqual(expected.map((type) => `payment.${type}`));
  for (const event of list) expect(event).toMatchObject({ id: anId, resource: 'event', data: { id, resource: 'payment' }, created_at: '2026-03-01T03:00:00Z', reason: null });
  expect(list.at(-1)?.data ?? await show(id)).toEqual(await show(id));
});

test('an event shows the payment as it was then', async () => {
  const { id } = await pay(held);
  await act(id, 'POST /capture');
  await act(id, 'POST /refund');

  const list = await events();

  expect(list.map(({ data }) => data['status'])).toEqual([
    ...['authorized', 'captured'],
    ...['refunded', 'refunded'],
  ]);
  expect(list[1]?.data['refunds']).toEqual([]);
});

test('an event shows the payment in the version that is set for the key', async () => {
  await sandbox('POST komoju/version', { version: '2025-01-28' });
  await pay({}, { 'x-komoju-api-version': '2024-07-15' });

  expect((await events())[0]?.data).toHaveProperty('statement_descriptor', null);
});

test('what is rejected, declined, read or repeated is no event', async () => {
  const key = { 'x-komoju-idempotency': 'key-1' };
  const { id } = await pay({}, key);
  await pay({}, key);
  await tryToPay({ payment_details: card('4123111111111000') });
  await askKomoju(`POST /payments/${id}/capture`, {});
  await happen('expire', id);
  await show(id);

  expect(await types()).toEqual(['payment.captured']);
});

test('a customer is made, changed and removed', async () => {
  const { id } = await done<{ id: string }>(
    askKomoju('POST /customers', { payment_details: card(), email: 'a@b.c' }),
  );
  await askKomoju(`PATCH /customers/${id}`, { email: 'd@e.f' });
  await send(`DELETE /api/v1/customers/${id}`);

  const list = await events();

  expect(list.map(({ type, data }) => [type, data['id'], data['email']])).toEqual([
    ['customer.created', id, 'a@b.c'],
    ['customer.updated', id, 'd@e.f'],
    ['customer.deleted', id, 'd@e.f'],
  ]);
});

describe('on the hosted page', () => {
  test('a card is paid, and its payment names the session', async () => {
    const session = await open();
    await paySession(session);

    expect(await events()).toMatchObject([
      { type: 'payment.captured', data: { session: session.id } },
    ]);
  });

  test('the control pays, too', async () => {
    const { id } = await open();
    await control(id, 'pay', { payment_details: card() });

    expect(await types()).toEqual(['payment.captured']);
  });

  const kept = { mode: 'customer', amount: undefined, currency: undefined };

  test('a card is kept for a new customer, and for the same one again', async () => {
    const { id } = await open(kept);
    await control(id, 'pay', { payment_details: card() });
    const [first] = await events();
    const again = await open({ ...kept, customer_id: first?.data['id'] });
    await control(again.id, 'pay', { payment_details: card() });

    expect(await types()).toEqual(['customer.created', 'customer.updated']);
  });

  test.each([
    ['till', konbini, {}, ['payment.authorized', 'payment.captured']],
    ['wallet, and confirmed', { type: 'paypay' }, { answer: 'confirm' }, ['payment.captured']],
    ['wallet, and given up', { type: 'paypay' }, { answer: 'fail' }, ['payment.failed']],
  ])('a payment is ended at a %s', async (_, details, form, expected) => {
    const { redirect_url: url } = await paySession(await open(), details);
    await press(url, form);

    expect(await types()).toEqual(expected);
  });
});

describe('time', () => {
  const past = 96 * hourMs;

  test('expires what nobody paid when the clock is moved, once', async () => {
    const [late, paid] = [await pay(cash), await pay(cash)];
    await happen('pay', paid.id);
    await ask('POST /sandbox/clock', { advanceMs: past });
    await ask('POST /sandbox/clock', { advanceMs: past });
    world.now = 0;

    expect(await show(late.id)).toMatchObject({ status: 'expired' });
    expect(await show(paid.id)).toMatchObject({ status: 'captured' });
    expect((await types()).slice(3)).toEqual(['payment.expired']);
  });

  test('expires nothing before the deadline has passed', async () => {
    const { id } = await pay(cash);
    world.now = Date.parse('2026-03-04T14:59:59Z');

    expect(await show(id)).toMatchObject({ status: 'authorized' });
  });

  test.each([
    ['a look at it', (id: string) => show(id)],
    ['a list', () => askKomoju('GET /payments')],
    ['a capture', (id: string) => askKomoju(`POST /payments/${id}/capture`, {})],
  ])('expires a payment also where %s finds it', async (_, find) => {
    const { id } = await pay(cash);
    world.now += past;

    await find(id);

    expect(await types()).toEqual(['payment.authorized', 'payment.expired']);
  });

  test('is told of cash that a till took too late after the expiry', async () => {
    const { id } = await pay(cash);
    world.now += past;

    await happen('pay', id);

    expect(await types()).toEqual(['payment.authorized', 'payment.expired', 'payment.captured']);
  });
});

describe('the list', () => {
  test('gives ten a page, newest first, and each by its id', async () => {
    for (let amount = 1; amount <= 12; amount++) await pay({ amount, tax: 0 });
    const list = async (query: string) => {
      const { body } = await askKomoju(`GET /events${query}`);
      const data = body['data'] as { id: string; data: { amount: number } }[];
      return { ...body, data: data.map((event) => event.data.amount) };
    };

    const first = await list('');
    const last = await list('?page=3&per_page=5');
    const [newest] = (await events()).reverse();

    expect(first).toEqual({
      ...{ resource: 'list', total: 12, page: 1, per_page: 10, last_page: 2 },
      data: [12, 11, 10, 9, 8, 7, 6, 5, 4, 3],
    });
    expect(last).toMatchObject({ page: 3, per_page: 5, last_page: 3, data: [2, 1] });
    expect(await askKomoju(`GET /events/${newest?.id ?? ''}`)).toEqual({
      status: 200,
      body: newest,
    });
  });

  test('knows no other event, nor shows any to a browser', async () => {
    const headers = { authorization: `Basic ${btoa('pk_test_simulator:')}` };

    expect(await askKomoju('GET /events/constructor')).toEqual(rejected(404, 'not_found'));
    expect(await askKomoju('GET /events', undefined, headers)).toEqual(rejected(403, 'forbidden'));
  });

  test('keeps the newest', () => {
    const at = { state: emptyKomoju(), now: () => 0 };
    for (let place = 0; place <= maxEvents; place++) record('ping', { place }, at);

    expect([at.state.events.length, at.state.untold.length]).toEqual([maxEvents, maxEvents]);
    expect(at.state.events[0]?.data).toEqual({ place: 1 });
  });
});
