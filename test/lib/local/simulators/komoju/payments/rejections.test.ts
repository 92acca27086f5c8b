import { describe, expect, test } from '@jest/globals';
import { runSimulators } from '../../running-simulators.ts';
import { askKomoju, card, konbini, rejected, sendKomoju, tryToPay } from '../orders.ts';

runSimulators();

describe('a payment is rejected', () => {
  test.each([
    ['without an amount', { amount: undefined }, 'missing_parameter', 'amount'],
    ['with amount 0', { amount: '0' }, 'invalid_parameter', 'amount'],
    ['with an amount of words', { amount: 'ten' }, 'invalid_parameter', 'amount'],
    ['with a broken amount', { amount: 10.5 }, 'invalid_parameter', 'amount'],
    ['without a currency', { currency: null }, 'missing_parameter', 'currency'],
    ['in no currency', { currency: 'ZZZ' }, 'invalid_currency', 'currency'],
    ['with a negative tax', { tax: -1 }, 'invalid_parameter', 'tax'],
    ['with a capture that says nothing', { capture: 'manaul' }, 'invalid_parameter', 'capture'],
    ['in no language', { locale: 'fr' }, 'invalid_parameter', 'locale'],
    [
      'with a long name in its metadata',
      { metadata: { ['n'.repeat(31)]: '' } },
      'invalid_parameter',
      'metadata',
    ],
    ['with metadata of one word', { metadata: 'hoge' }, 'invalid_parameter', 'metadata'],
    [
      'without a way to pay',
      { payment_details: undefined },
      'missing_parameter',
      'payment_details',
    ],
    ['with an unknown token', { payment_details: 'tok_1' }, 'invalid_token', 'payment_details'],
    [
      'without a store',
      { payment_details: { ...konbini, store: '' } },
      'missing_parameter',
      'payment_details[store]',
    ],
    [
      'of another type',
      { payment_details: { type: 'a cheque' } },
      'invalid_payment_type',
      'payment_details[type]',
    ],
  ])('%s', async (_how, more, code, param) => {
    expect(await tryToPay(more)).toEqual(rejected(422, code, param));
  });

  test('in the words that were recorded, where the amount is 0', async () => {
    expect(await tryToPay({ amount: 0 })).toMatchObject({
      body: { error: { message: 'must be greater than 0' } },
    });
  });

  test.each([
    ['insufficient_funds', 502],
    ['fraudulent', 422],
    ['service_unavailable', 503],
  ])('by scenario %s with %i, and so is a customer', async (scenario, status) => {
    const headers = { 'komoju-scenario': scenario };

    const payment = await tryToPay({}, headers);
    const customer = await askKomoju('POST /customers', { payment_details: card() }, headers);

    expect(payment).toEqual(rejected(status, scenario));
    expect(customer).toEqual(rejected(status, scenario));
  });

  test('by a scenario that nobody knows', async () => {
    const answer = await tryToPay({}, { 'komoju-scenario': 'insufficient' });

    expect(answer).toEqual(rejected(400, 'bad_request'));
  });
});

test.each([
  'GET /payments/unknown',
  'GET /payments/constructor',
  'POST /payments/unknown/capture',
  'POST /payments/unknown/refund',
  'GET /nothing',
  'DELETE /payments',
])('%s is not found', async (on) => {
  expect(await sendKomoju(on)).toEqual(rejected(404, 'not_found'));
});
