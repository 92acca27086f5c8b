import { describe, expect, test } from '@jest/globals';
import { done, origin, runSimulators } from '../../running-simulators.ts';
import { askKomoju, card, pay, rejected, sendKomoju, tryToPay } from '../orders.ts';
import {
  answerBank,
  browser,
  cards,
  open,
  paySession,
  shop,
  tryToPaySession,
  type SecureToken,
} from '../checkouts.ts';

runSimulators();

const order = { amount: 1000, currency: 'JPY' };

const tryToAuthenticate = (more: object = {}) =>
  askKomoju(
    'POST /secure_tokens',
    { ...order, return_url: shop, payment_details: card(), ...more },
    browser,
  );

const authenticate = (more?: object): Promise<SecureToken> => done(tryToAuthenticate(more));

const showToken = (id: string): Promise<SecureToken> =>
  done(askKomoju(`GET /secure_tokens/${id}`, undefined, browser));

describe('a secure token', () => {
  test('is verified on the page of the bank, and then pays once', async () => {
    const token = await authenticate();
    const early = await tryToPay({ ...order, payment_details: token.id });

    const back = await answerBank(token.authentication_url, 'confirm');
    const payment = await pay({ ...order, payment_details: token.id });
    const again = await tryToPay({ ...order, payment_details: token.id });

    expect(token).toEqual({
      id: expect.stringMatching(/^tok_[a-z0-9]+$/),
      secure_token: token.id,
      created_at: '2026-03-01T03:00:00Z',
      verification_status: 'NEEDS_VERIFY',
      authentication_url: `${origin()}/three_d_secure_service/offsite?token=${token.id}`,
    });
    expect(early).toEqual(rejected(422, 'invalid_token', 'payment_details'));
    expect(back).toBe(`${shop}&secure_token_id=${token.id}`);
    expect(payment.status).toBe('captured');
    expect(again).toEqual(rejected(422, 'invalid_token', 'payment_details'));
  });

  test('that the holder gives up never pays', async () => {
    const token = await authenticate();
    await answerBank(token.authentication_url, 'fail');
    await answerBank(token.authentication_url, 'confirm');

    expect(await showToken(token.id)).toMatchObject({
      verification_status: 'ERRORED',
      three_ds_auth_result: { transStatus: 'N' },
    });
    expect(await tryToPay({ ...order, payment_details: token.id })).toEqual(
      rejected(422, 'invalid_token', 'payment_details'),
    );
  });

  test.each([
    [cards.frictionless, 'JPY', 'OK'],
    [cards.challenge, 'JPY', 'NEEDS_VERIFY'],
    [cards.fails, 'JPY', 'ERRORED'],
    [cards.challengeFails, 'JPY', 'NEEDS_VERIFY'],
    [cards.declined, 'JPY', 'OK'],
    ['4111111111111111', 'USD', 'SKIPPED'],
  ])('of %s in %s begins as %s', async (number, currency, status) => {
    const token = await authenticate({ currency, payment_details: card(number) });

    expect(token.verification_status).toBe(status);
  });

  test('pays a session, without another challenge', async () => {
    const token = await authenticate({ amount: 4200 });
    await answerBank(token.authentication_url, 'confirm');

    const paid = await paySession(await open(), token.id);

    expect(paid.status).toBe('completed');
  });

  test('stands for the stored card of a customer', async () => {
    const customer = await done<{ id: string }>(
      askKomoju('POST /customers', { payment_details: card(cards.frictionless) }),
    );
    const token = await authenticate({ payment_details: null, customer: customer.id });

    expect(await pay({ ...order, payment_details: token.id })).toMatchObject({
      customer: customer.id,
    });
  });

  test('is made by a form with amounts as texts, as apps send it', async () => {
    const form =
      'amount=1000&tax=0&currency=JPY&return_url=app%3A%2F%2Fback&payment_details[type]=credit_card' +
      `&payment_details[number]=${cards.challenge}&payment_details[month]=12` +
      '&payment_details[year]=2030&payment_details[verification_value]=123';
    const token = await done<SecureToken>(sendKomoju('POST /secure_tokens', form, browser));

    expect(await answerBank(token.authentication_url, 'confirm')).toBe(
      `app://back?secure_token_id=${token.id}`,
    );
  });

  test.each([
    ['amount', { ...order, amount: 999 }],
    ['currency', { ...order, currency: 'USD' }],
  ])('pays no other %s', async (_what, other) => {
    const token = await authenticate({ payment_details: card(cards.frictionless) });

    const answer = await tryToPay({ ...other, payment_details: token.id });

    expect(answer).toEqual(rejected(422, 'invalid_token', 'payment_details'));
  });

  test('that is not verified pays no session either', async () => {
    const token = await authenticate({ amount: 4200 });

    expect(await tryToPaySession(await open(), token.id)).toEqual(
      rejected(422, 'invalid_token', 'payment_details'),
    );
  });

  test.each([
    ['missing_parameter', 'amount', { amount: null }],
    ['missing_parameter', 'currency', { currency: null }],
    ['missing_parameter', 'return_url', { return_url: null }],
    ['invalid_parameter', 'return_url', { return_url: 'data:text/html,x' }],
    ['missing_parameter', 'payment_details', { payment_details: null }],
    ['invalid_parameter', 'customer', { customer: 'nobody' }],
    ['invalid_payment_type', 'payment_details', { payment_details: { type: 'paypay' } }],
  ])('is rejected: %s, %s', async (code, param, more) => {
    expect(await tryToAuthenticate(more)).toEqual(rejected(422, code, param));
  });

  test('that does not exist is not found', async () => {
    expect(await askKomoju('GET /secure_tokens/toString')).toEqual(rejected(404, 'not_found'));
  });
});
