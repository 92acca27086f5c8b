import { describe, expect, test } from '@jest/globals';
import { ask, done, runSimulators } from '../../running-simulators.ts';
import { askKomoju, konbini, pay, rejected, show, tryToPay } from '../orders.ts';

runSimulators();

const person = {
  email: 'taro@example.com',
  phone: '080-1111-2222',
  family_name: '山田',
  given_name: '太郎',
  family_name_kana: 'ヤマダ',
  given_name_kana: 'タロウ',
};
const number = { email: 'taro@example.com', prepaid_number: '1111111111111111' };

/** Details that are enough, by type. */
const enough: Record<string, Record<string, unknown>> = {
  konbini,
  bank_transfer: { ...person, expiry_days: '14' },
  pay_easy: person,
  web_money: number,
  bit_cash: number,
  net_cash: number,
  nanaco: number,
  steam_prepaid_card: number,
  culture_voucher: { culture_id: '11111111', culture_password: '22222222' },
  happy_money: { happy_money_id: '11111111', happy_money_password: '22222222' },
  dospara: { user_no: '11111111', user_password: '22222222' },
  mobile: { email: 'foo@bar.com' },
  japan_mobile: { brand: 'docomo' },
  line_pay: {},
  merpay: {},
  paidy: { customer_name: '山田太郎' },
  linepay: {},
  paypay: {},
  something_new: {},
};

const payBy = (type: string, more: object = {}): ReturnType<typeof pay> =>
  pay({ payment_details: { ...enough[type], type, ...more } });

// prettier-ignore
test.each([
  ['konbini',            'authorized', '2026-03-04T14:59:59Z'],
  ['bank_transfer',      'authorized', '2026-03-08T14:59:59Z'],
  ['pay_easy',           'authorized', '2026-03-11T14:59:59Z'],
  ['web_money',          'captured',   null],
  ['bit_cash',           'captured',   null],
  ['net_cash',           'captured',   '2026-03-08T03:00:00Z'],
  ['nanaco',             'captured',   '2026-03-08T03:00:00Z'],
  ['steam_prepaid_card', 'captured',   null],
  ['culture_voucher',    'captured',   null],
  ['happy_money',        'captured',   null],
  ['dospara',            'captured',   null],
  ['mobile',             'authorized', null],
  ['japan_mobile',       'authorized', null],
  ['line_pay',           'authorized', null],
  ['merpay',             'authorized', null],
  ['paidy',              'authorized', null],
  ['linepay',            'pending',    null],
  ['paypay',             'pending',    null],
  ['something_new',      'pending',    null],
])('a payment by %s is %s at first, and its deadline is %p', async (type, status, deadline) => {
  const payment = await payBy(type);

  const capturedAt = status === 'captured' ? '2026-03-01T03:00:00Z' : null;
  expect(payment).toMatchObject({ status, payment_deadline: deadline, captured_at: capturedAt });
  expect(payment.payment_details).toMatchObject({ type });
});

test.each([
  ['web_money', 'prepaid_number'],
  ['culture_voucher', 'culture_password'],
  ['happy_money', 'happy_money_id'],
  ['dospara', 'user_no'],
  ['bank_transfer', 'phone'],
  ['pay_easy', 'family_name'],
  ['mobile', 'email'],
  ['japan_mobile', 'brand'],
  ['paidy', 'customer_name'],
])('a payment by %s needs %s', async (type, name) => {
  const answer = await tryToPay({ payment_details: { ...enough[type], type, [name]: undefined } });

  expect(answer).toEqual(rejected(422, 'missing_parameter', `payment_details[${name}]`));
});

test.each([
  ['web_money', { prepaid_number: '123456789012345' }, 'prepaid_number'],
  ['net_cash', { prepaid_number: '123456789012345678901' }, 'prepaid_number'],
  ['pay_easy', { phone: '03-1234-567' }, 'phone'],
  ['pay_easy', { expiry_days: 60 }, 'expiry_days'],
])('a payment by %s with %j is rejected', async (type, details, name) => {
  const answer = await tryToPay({ payment_details: { ...enough[type], type, ...details } });

  expect(answer).toEqual(rejected(422, 'invalid_parameter', `payment_details[${name}]`));
});

test.each(['Konbini', 'a b', 3])('%p is no payment type', async (type) => {
  const answer = await tryToPay({ payment_details: { type } });

  expect(answer).toEqual(rejected(422, 'invalid_payment_type', 'payment_details[type]'));
});

test('PayEasy waits as many days as the request says, a bank transfer does not', async () => {
  expect(await payBy('pay_easy', { expiry_days: 1 })).toMatchObject({
    payment_deadline: '2026-03-02T14:59:59Z',
  });
  expect(await payBy('bank_transfer', { expiry_days: 20 })).toMatchObject({
    payment_deadline: '2026-03-08T14:59:59Z',
  });
});

describe('a prepaid card', () => {
  test.each([
    ['e111111111111112', 'invalid_number'],
    ['e111111111111113', 'used_number'],
    ['e111111111111114', 'invalid_number'],
  ])('%s is declined with %s', async (prepaidNumber, code) => {
    const details = { type: 'web_money', prepaid_number: prepaidNumber };

    expect(await tryToPay({ payment_details: details })).toEqual(rejected(502, code));
  });

  test('that falls short is topped up by another one', async () => {
    const short = await pay({
      amount: 3000,
      tax: 0,
      payment_details: { ...number, type: 'web_money' },
    });
    const before = await tryToPay();

    const topped = await done(
      askKomoju(`PATCH /payments/${short.id}`, {
        payment_details: { type: 'web_money', prepaid_number: '2222222222222222' },
      }),
    );

    expect(before.status).toBe(200);
    expect(short).toMatchObject({ status: 'pending', payment_details: { short_amount: 1000 } });
    expect(topped).toMatchObject({
      status: 'captured',
      captured_at: '2026-03-01T03:00:00Z',
      payment_details: {
        short_amount: 0,
        prepaid_cards: [
          { last_four_digits: '1111', points: 2000 },
          { last_four_digits: '2222', points: 1000 },
        ],
      },
    });
  });

  test.each([
    ['another type', { type: 'nanaco', prepaid_number: '2222222222222222' }, 3000],
    ['a card of a bank', { type: 'konbini', store: 'lawson', email: 'a@example.com' }, 3000],
    ['a payment that is paid', { ...number, type: 'web_money' }, 1000],
  ])('does not help where it is %s', async (_, details, amount) => {
    const payment = await pay({
      amount,
      tax: 0,
      payment_details: { ...number, type: 'web_money' },
    });

    const answer = await askKomoju(`PATCH /payments/${payment.id}`, { payment_details: details });

    expect(answer).toEqual(rejected(422, 'unprocessable_entity', 'payment_details'));
  });

  test('of BitCash that falls short is declined', async () => {
    const details = { ...number, type: 'bit_cash' };

    const answer = await tryToPay({ amount: 3000, payment_details: details });

    expect(answer).toEqual(rejected(502, 'insufficient_funds'));
  });
});

test('the sandbox sets what customers pay on top, by type', async () => {
  await ask('POST /sandbox/komoju/fees', { konbini: 190 });

  expect(await payBy('konbini')).toMatchObject({ payment_method_fee: 190, total: 1290 });
  expect(await payBy('pay_easy')).toMatchObject({ payment_method_fee: 0, total: 1100 });
});

describe('a customer', () => {
  test('cannot be made of anything but a card', async () => {
    const answer = await askKomoju('POST /customers', { payment_details: konbini });

    expect(answer).toEqual(rejected(422, 'invalid_payment_type', 'payment_details'));
  });
});

describe('what happens at KOMOJU without the gateway', () => {
  const happen = (event: string, id: string, details?: object): Promise<Response> =>
    ask(`POST /sandbox/komoju/payments/${id}/${event}`, details);

  // prettier-ignore
  test.each([
    ['konbini',   'pay',        'captured'],
    ['paypay',    'pay',        'captured'],
    ['paypay',    'expire',     'expired'],
    ['konbini',   'fail',       'failed'],
    ['bit_cash',  'refund',     'refunded'],
    ['web_money', 'chargeback', 'refunded'],
  ])('a %s payment: %s, and it is %s', async (type, event, status) => {
    const { id } = await payBy(type);
    // An older version shows no failure.
    await ask('POST /sandbox/komoju/version', { version: '2025-01-28' });

    await happen(event, id);

    expect(await show(id)).toMatchObject({ status });
  });

  test('a chargeback is marked as one', async () => {
    const { id } = await payBy('bit_cash');

    await happen('chargeback', id);

    expect((await show(id)).refunds).toMatchObject([{ amount: 1100, chargeback: true }]);
  });

  test('a refund of a part from the dashboard leaves the rest, and no more than that', async () => {
    const { id } = await payBy('bit_cash');

    const part = await happen('refund', id, { amount: 400 });
    const tooMuch = await happen('refund', id, { amount: 701 });

    expect([part.status, tooMuch.status]).toEqual([200, 409]);
    expect(await show(id)).toMatchObject({ status: 'captured', amount_refunded: 400 });
  });

  test('a refund of cash arrives when the customer fetches it', async () => {
    const { id } = await payBy('konbini');
    await happen('pay', id);
    await askKomoju(`POST /payments/${id}/refund`, {});

    await happen('arrive', id);

    const payment = await show(id);
    expect(payment).toMatchObject({ status: 'refunded', refunds: [{ status: 'completed' }] });
  });

  test('a payment whose money is all on its way back has none for a bank to take', async () => {
    const { id } = await payBy('konbini');
    await happen('pay', id);
    await askKomoju(`POST /payments/${id}/refund`, {});

    const answer = await happen('chargeback', id);

    expect(answer.status).toBe(409);
    expect((await show(id)).refunds).toHaveLength(1);
  });

  test('a refund that was asked for by bank transfer arrives', async () => {
    const { id } = await payBy('konbini');
    await happen('pay', id);
    await askKomoju(`POST /payments/${id}/refund_request`, {
      amount: 400,
      customer_name: 'John Doe',
      bank_name: 'KOMOJU BANK',
      branch_number: '123',
      account_type: 'normal',
      account_number: '1234567',
    });

    await happen('arrive', id);
    await happen('arrive', id);

    expect(await show(id)).toMatchObject({
      status: 'captured',
      amount_refunded: 400,
      refund_requests: [{ status: 'completed' }],
      refunds: [{ amount: 400 }],
    });
  });

  test.each([
    ['credit_card', 'pay'],
    ['bit_cash', 'expire'],
    ['bit_cash', 'fail'],
    ['konbini', 'refund'],
    ['konbini', 'chargeback'],
    ['konbini', 'arrive'],
  ])('cannot be, for a new %s payment: %s', async (type, event) => {
    const { id } = type === 'credit_card' ? await pay({ capture: false }) : await payBy(type);
    const before = await show(id);

    const answer = await happen(event, id);

    expect(answer.status).toBe(409);
    expect(await show(id)).toEqual(before);
  });
});
