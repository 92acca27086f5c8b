import { describe, expect, test } from '@jest/globals';
import { done, runSimulators } from '../../running-simulators.ts';
import { anId, askKomoju, card, pay, rejected, tryToPay } from '../orders.ts';

runSimulators();

describe('a customer', () => {
  test('is a card that can be charged again', async () => {
    const customer = await done<{ id: string }>(
      askKomoju('POST /customers', { payment_details: card(), metadata: { order_id: 'abc' } }),
    );
    const payment = await pay({ payment_details: undefined, customer: customer.id });

    expect(customer).toEqual({
      id: anId,
      resource: 'customer',
      email: 'hana@example.com',
      source: {
        type: 'credit_card',
        brand: 'visa',
        last_four_digits: '1111',
        month: 1,
        year: 2030,
      },
      metadata: { order_id: 'abc' },
      created_at: '2026-03-01T03:00:00Z',
    });
    expect(payment).toMatchObject({ status: 'captured', customer: customer.id });
    expect(payment.payment_details).toMatchObject({ brand: 'visa', email: 'hana@example.com' });
  });

  test('is found by the month in which its card expires', async () => {
    const create = (month: number): Promise<{ id: string }> =>
      done(askKomoju('POST /customers', { payment_details: { ...card(), month } }));
    await create(2);
    const { id } = await create(11);

    const page = await askKomoju('GET /customers?expiration=1130');
    const refusedPage = await askKomoju('GET /customers?expiration=1330');

    expect(page.body).toMatchObject({ total: 1, data: [{ id }] });
    expect(refusedPage).toEqual(rejected(422, 'invalid_parameter', 'expiration'));
  });

  test('and payment details exclude each other', async () => {
    const { id } = await done<{ id: string }>(
      askKomoju('POST /customers', { payment_details: card() }),
    );

    const answer = await tryToPay({ customer: id });

    expect(answer).toEqual(rejected(422, 'invalid_parameter', 'customer'));
  });

  test('that does not exist pays nothing', async () => {
    const answer = await tryToPay({ payment_details: undefined, customer: 'toString' });

    expect(answer).toEqual(rejected(422, 'invalid_parameter', 'customer'));
  });

  test('with a card that is declined is rejected', async () => {
    const answer = await askKomoju('POST /customers', {
      payment_details: card('4123111111111059'),
    });

    expect(answer).toEqual(rejected(502, 'card_declined'));
  });
});
