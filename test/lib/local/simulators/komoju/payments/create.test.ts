import { describe, expect, test } from '@jest/globals';
import { runSimulators, world } from '../../running-simulators.ts';
import { anId, askKomoju, card, konbini, pay, rejected, tryToPay } from '../orders.ts';

runSimulators();

describe('a payment by card', () => {
  test('is captured, and shows what the documents show, in their order', async () => {
    const payment = await pay({ external_order_num: '123', metadata: { foobar: 'hoge' } });

    expect(JSON.stringify(payment)).toBe(
      JSON.stringify({
        id: payment.id,
        resource: 'payment',
        status: 'captured',
        amount: 1000,
        tax: 100,
        customer: null,
        payment_deadline: '2026-03-08T14:59:59Z',
        payment_details: {
          type: 'credit_card',
          email: 'hana@example.com',
          brand: 'visa',
          last_four_digits: '1111',
          month: 1,
          year: 2030,
        },
        payment_method_fee: 0,
        total: 1100,
        currency: 'JPY',
        description: null,
        captured_at: '2026-03-01T03:00:00Z',
        external_order_num: '123',
        metadata: { foobar: 'hoge' },
        created_at: '2026-03-01T03:00:00Z',
        amount_refunded: 0,
        locale: 'ja',
        refunds: [],
        refund_requests: [],
      }),
    );
    expect(payment.id).toEqual(anId);
  });

  test.each([true, 'true', 1, '1', 'auto', null, ''])(
    'is captured with capture %p',
    async (capture) => {
      expect(await pay({ capture })).toMatchObject({ status: 'captured' });
    },
  );

  test.each([false, 'false', 0, '0', 'manual'])(
    'is only authorized with capture %p',
    async (capture) => {
      const payment = await pay({ capture });

      expect(payment).toMatchObject({ status: 'authorized', captured_at: null });
    },
  );

  test.each([
    ['5555555555554444', 'master'],
    ['3530111333300000', 'jcb'],
    ['378282246310005', 'american_express'],
    ['30569309025904', 'diners_club'],
  ])('with %s is of brand %s', async (number, brand) => {
    const payment = await pay({ payment_details: card(number) });

    expect(payment.payment_details).toMatchObject({ brand, last_four_digits: number.slice(-4) });
  });

  test('shows a year of two digits in full', async () => {
    const payment = await pay({ payment_details: { ...card(), year: 31 } });

    expect(payment.payment_details).toMatchObject({ year: 2031 });
  });

  test.each([
    ['4123111111111000', 502, 'insufficient_funds'],
    ['4123111111111018', 502, 'exceeds_limit'],
    ['4123111111111034', 502, 'bad_verification_value'],
    ['4123111111111042', 502, 'card_expired'],
    ['4123111111111059', 502, 'card_declined'],
    ['4123111111111067', 502, 'invalid_number'],
    ['4123111111111075', 502, 'invalid_number'],
    ['4123111111111083', 422, 'fraudulent'],
    ['4111111111111112', 502, 'invalid_number'],
  ])('with %s is declined with %i %s, and nothing is kept', async (number, status, code) => {
    const externalOrderNum = `declined-${number}`;

    const answer = await tryToPay({
      payment_details: card(number),
      external_order_num: externalOrderNum,
    });

    expect(answer).toEqual(rejected(status, code));
    expect(await askKomoju(`GET /payments?external_order_num=${externalOrderNum}`)).toMatchObject({
      body: { total: 0 },
    });
  });
});

describe('a payment at a convenience store', () => {
  test('is authorized and tells what to show at the till', async () => {
    const payment = await pay({
      capture: true,
      locale: 'en',
      payment_details: { ...konbini, expiry_days: '5' },
    });

    expect(payment).toMatchObject({
      status: 'authorized',
      captured_at: null,
      payment_deadline: '2026-03-06T14:59:59Z',
    });
    expect(payment.payment_details).toEqual({
      type: 'konbini',
      email: 'hana@example.com',
      store: 'lawson',
      confirmation_code: expect.stringMatching(/^\d{4}$/),
      receipt: expect.stringMatching(/^WNT\d{8}$/),
      instructions_url: `https://komoju.com/en/instructions/${payment.id}`,
    });
  });

  test('has its deadline at the end of a day in Tokyo', async () => {
    world.now = Date.parse('2026-03-01T15:30:00Z');

    const payment = await pay({ payment_details: konbini });

    expect(payment).toMatchObject({ payment_deadline: '2026-03-05T14:59:59Z' });
  });
});

test.each([
  [1000, undefined, 100],
  [1005, 'auto', 101],
  [1004, 'auto', 100],
  ['1000', '30', 30],
  [1000, 0, 0],
  [1000, 79.5, 80],
])('amount %p with tax %p is taxed %p', async (amount, tax, expected) => {
  const payment = await pay({ amount, tax });

  expect(payment).toMatchObject({ tax: expected, total: Number(amount) + expected });
});
