import { describe, expect, test } from '@jest/globals';
import {
  basic,
  done,
  hourMs,
  noon,
  origin,
  runSimulators,
  world,
} from '../../running-simulators.ts';
import { anId, askKomoju, card, keyed, rejected, sendKomoju } from '../orders.ts';
import { browser, open, shop, showSession, tryToOpen, type Session } from '../checkouts.ts';

runSimulators();

describe('a session', () => {
  test('is opened as the documents show it', async () => {
    const session = await open({
      payment_types: ['credit_card'],
      metadata: { order: '7' },
      payment_data: { external_order_num: 'S-7-1', capture: 'manual' },
    });

    expect(session).toEqual({
      id: anId,
      resource: 'session',
      mode: 'payment',
      amount: 4200,
      currency: 'JPY',
      session_url: `${origin()}/sessions/${session.id}`,
      return_url: shop,
      default_locale: 'ja',
      payment_methods: [expect.objectContaining({ type: 'credit_card', amount: 4200 })],
      created_at: '2026-03-01T12:00:00.000+09:00',
      cancelled_at: null,
      completed_at: null,
      status: 'pending',
      expired: false,
      merchant: { name: expect.any(String) },
      metadata: { order: '7' },
      payment: null,
      payment_data: { capture: 'manual', external_order_num: 'S-7-1' },
    });
    expect(await showSession(session.id)).toEqual(session);
  });

  test('shows what else it was given, and nothing more of the payment data', async () => {
    const lines = [{ description: 'Tea', amount: 2100, quantity: 2, image: 'https://i.example/t' }];
    const session = await open({
      email: 'hana@example.com',
      external_customer_id: 'user-1',
      line_items: [...lines, { external_product_num: 'p-2' }],
      payment_data: {
        name: '佐藤 花',
        name_kana: 'サトウ ハナ',
        mcc: '5732',
        intent: 'one_time',
        statement_descriptor: { statement_city: 'Tokyo' },
        platform_details: { a: 1 },
        billing_address: { city: 'Tokyo' },
        shipping_address: { city: 'Tokyo' },
      },
      fraud_details: { customer_ip: '192.0.2.1' },
    });

    expect(session).toMatchObject({
      email: 'hana@example.com',
      line_items: [...lines, { external_product_num: 'p-2', quantity: 1 }],
    });
    expect(session).toHaveProperty('payment_data', {
      capture: 'auto',
      name: '佐藤 花',
      name_kana: 'サトウ ハナ',
      platform_details: { a: 1 },
    });
  });

  test('may be opened by a form, with lists and nested members', async () => {
    const form =
      'amount=8888.0&currency=JPY&payment_types[]=konbini&payment_types[]=credit_card' +
      '&line_items[][description]=Tea&line_items[][quantity]=2&line_items[][description]=Cup' +
      '&payment_data[external_order_num]=A1&metadata[a]=b&return_url=https%3A%2F%2Fshop.example';
    const session = await done<Session>(sendKomoju('POST /sessions', form));

    expect(session).toMatchObject({
      amount: 8888,
      payment_methods: [{ type: 'konbini' }, { type: 'credit_card' }],
      line_items: [
        { description: 'Tea', quantity: 2 },
        { description: 'Cup', quantity: 1 },
      ],
      payment_data: { external_order_num: 'A1' },
      metadata: { a: 'b' },
    });
  });

  test.each([
    ['a text', { amount: '4200', currency: 'JPY' }, 4200],
    ['a text with a decimal point', { amount: '8888.0', currency: 'JPY' }, 8888],
    ['in the payment data only', { payment_data: { amount: '8888.0', currency: 'JPY' } }, 8888],
    ['0', { amount: 0, currency: 'JPY' }, 0],
  ])('takes an amount that is %s', async (_what, body, amount) => {
    expect(await done(askKomoju('POST /sessions', body))).toMatchObject({ amount });
  });

  test('offers every active method where it names none', async () => {
    const { payment_methods: methods } = await done<{ payment_methods: { type: string }[] }>(
      tryToOpen({ payment_types: [] }),
    );

    expect(methods.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['credit_card', 'konbini', 'paypay']),
    );
  });

  test('expires by the clock after 24 hours, or after as long as it says', async () => {
    const usual = await open();
    const short = await open({ expires_in_seconds: '60' });
    const expired = async () =>
      Promise.all([usual, short].map(async ({ id }) => (await showSession(id)).expired));

    world.now = noon + 60_000 - 1;
    const early = await expired();
    world.now += 1;
    const later = await expired();
    world.now = noon + 24 * hourMs;

    expect([early, later, await expired()]).toEqual([
      [false, false],
      [false, true],
      [true, true],
    ]);
    expect((await showSession(usual.id)).status).toBe('pending');
  });

  test('is opened once for an idempotency key', async () => {
    const first = await open({}, keyed('open'));

    expect(await open({}, keyed('open'))).toEqual(first);
  });
});

test.each([
  ['missing_parameter', 'amount', { amount: null }],
  ['invalid_parameter', 'amount', { amount: -1 }],
  ['invalid_parameter', 'amount', { amount: '10.5' }],
  ['missing_parameter', 'currency', { currency: '' }],
  ['invalid_currency', 'currency', { currency: 'jpy' }],
  ['invalid_parameter', 'mode', { mode: 'gift' }],
  ['invalid_parameter', 'default_locale', { default_locale: 'fr' }],
  ['invalid_parameter', 'return_url', { return_url: '/back' }],
  ['invalid_parameter', 'return_url', { return_url: 'javascript:alert(1)' }],
  ['invalid_parameter', 'expires_in_seconds', { expires_in_seconds: 86_401 }],
  ['invalid_parameter', 'expires_in_seconds', { expires_in_seconds: 0 }],
  ['invalid_parameter', 'payment_types', { payment_types: 'konbini' }],
  ['invalid_payment_type', 'payment_types', { payment_types: ['<b>'] }],
  ['invalid_payment_type', 'payment_types', { mode: 'customer', payment_types: ['konbini'] }],
  ['invalid_parameter', 'payment_data', { payment_data: 'manual' }],
  ['invalid_parameter', 'payment_data', { mode: 'customer', payment_data: { name: 'Hana' } }],
  ['invalid_parameter', 'capture', { payment_data: { capture: 'later' } }],
  ['invalid_parameter', 'intent', { payment_data: { intent: 'gift' } }],
  [
    'invalid_parameter',
    'external_order_num',
    { payment_data: { external_order_num: 'x'.repeat(256) } },
  ],
  ['invalid_parameter', 'customer_id', { mode: 'customer', customer_id: 'nobody' }],
  ['invalid_parameter', 'line_items', { line_items: ['tea'] }],
  ['invalid_parameter', 'line_items[image]', { line_items: [{ image: 'tea' }] }],
  ['invalid_parameter', 'line_items[amount]', { line_items: [{ amount: 'much' }] }],
  ['invalid_parameter', 'metadata', { metadata: { ['k'.repeat(31)]: 'v' } }],
])('%s: %s', async (code, param, more) => {
  expect(await tryToOpen(more)).toEqual(rejected(422, code, param));
});

test('the publishable key sees a session and pays it; it opens and cancels none', async () => {
  const session = await open();

  expect(await tryToOpen({}, browser)).toEqual(rejected(403, 'forbidden'));
  expect(await askKomoju(`POST /sessions/${session.id}/cancel`, undefined, browser)).toEqual(
    rejected(403, 'forbidden'),
  );
  expect(await showSession(session.id, browser)).toEqual(session);
  const { status } = await askKomoju(
    `POST /sessions/${session.id}/pay`,
    { payment_details: card() },
    browser,
  );
  expect(status).toBe(200);
  expect(await askKomoju(`GET /sessions/${session.id}`, undefined, basic('sk_test_2'))).toEqual(
    rejected(401, 'unauthorized'),
  );
});

test.each(['GET /sessions/nobody', 'POST /sessions/constructor/pay', 'POST /sessions/x/cancel'])(
  '%s is not found',
  async (on) => {
    expect(await askKomoju(on, on.startsWith('GET') ? undefined : {})).toEqual(
      rejected(404, 'not_found'),
    );
  },
);
