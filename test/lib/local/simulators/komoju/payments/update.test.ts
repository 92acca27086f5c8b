import { describe, expect, test } from '@jest/globals';
import { ask, done, runSimulators, send } from '../../running-simulators.ts';
import { anId, askKomoju, card, konbini, pay, rejected, sendKomoju } from '../orders.ts';

runSimulators();

/** A payment in each state, and how it got there. */
const states: Record<string, () => Promise<{ id: string }>> = {
  'an authorized card': () => pay({ capture: false }),
  'a captured card': () => pay(),
  'a refunded card': async () => {
    const payment = await pay();
    return done(askKomoju(`POST /payments/${payment.id}/refund`));
  },
  'unpaid cash': () => pay({ payment_details: konbini }),
  'a cancelled payment': async () => {
    const { id } = await pay({ payment_details: konbini });
    return done(sendKomoju(`POST /payments/${id}/cancel`));
  },
};

describe('a step', () => {
  // prettier-ignore
  test.each([
    ['cancel',  'an authorized card',  'cancelled'],
    ['cancel',  'unpaid cash',         'cancelled'],
    ['cancel',  'a captured card',     'not_cancellable'],
    ['cancel',  'a refunded card',     'not_cancellable'],
    ['cancel',  'a cancelled payment', 'not_cancellable'],
    ['capture', 'an authorized card',  'captured'],
    ['capture', 'unpaid cash',         'not_capturable'],
    ['capture', 'a captured card',     'not_capturable'],
    ['capture', 'a refunded card',     'not_capturable'],
    ['capture', 'a cancelled payment', 'not_capturable'],
    ['refund',  'a captured card',     'refunded'],
    ['refund',  'an authorized card',  'not_refundable'],
    ['refund',  'unpaid cash',         'not_refundable'],
    ['refund',  'a refunded card',     'not_refundable'],
    ['refund',  'a cancelled payment', 'not_refundable'],
  ])('%s of %s ends in %s', async (step, state, end) => {
    const { id } = (await states[state]?.()) ?? { id: '' };

    const { status, body } = await sendKomoju(`POST /payments/${id}/${step}`);

    const isRefused = end.startsWith('not_');
    expect(status).toBe(isRefused ? 422 : 200);
    expect(body).toMatchObject(isRefused ? { error: { code: end } } : { status: end });
  });
});

describe('an update of a payment', () => {
  test('changes what is sent and leaves the rest', async () => {
    const { id } = await pay({ description: 'before', metadata: { a: 'b' } });

    const described = await done(askKomoju(`PATCH /payments/${id}`, { description: 'after' }));
    const replaced = await done(askKomoju(`PATCH /payments/${id}`, { metadata: { c: 'd' } }));

    expect(described).toMatchObject({ description: 'after', metadata: { a: 'b' } });
    expect(replaced).toMatchObject({ description: 'after', metadata: { c: 'd' } });
  });

  test('refuses new payment details', async () => {
    const { id } = await pay();

    const answer = await askKomoju(`PATCH /payments/${id}`, { payment_details: card() });

    expect(answer).toEqual(rejected(422, 'unprocessable_entity', 'payment_details'));
  });
});

describe('a refund request', () => {
  // The document's own example.
  const request = {
    account_number: '12345678',
    account_type: 'normal',
    amount: '1000',
    bank_name: 'KOMOJU BANK',
    branch_number: '1234',
    customer_name: 'John Doe',
    include_payment_method_fee: 'true',
  };
  const paidInCash = async (): Promise<string> => {
    const { id } = await pay({ payment_details: konbini });
    await ask(`POST /sandbox/komoju/payments/${id}/pay`);
    return id;
  };

  test('of paid cash is kept with the payment', async () => {
    const id = await paidInCash();

    const asked = await done(askKomoju(`POST /payments/${id}/refund_request`, request));

    expect(asked).toMatchObject({
      status: 'captured',
      refund_requests: [
        {
          id: anId,
          payment: id,
          customer_name: 'John Doe',
          bank_name: 'KOMOJU BANK',
          branch_number: '1234',
          account_number: '12345678',
          status: 'pending',
        },
      ],
    });
  });

  test.each(['customer_name', 'bank_name', 'branch_number', 'account_type', 'account_number'])(
    'without %s is rejected',
    async (name) => {
      const id = await paidInCash();

      const answer = await askKomoju(`POST /payments/${id}/refund_request`, {
        ...request,
        [name]: '',
      });

      expect(answer).toEqual(rejected(422, 'missing_parameter', name));
    },
  );

  test('of a card is rejected', async () => {
    const { id } = await pay();

    const answer = await askKomoju(`POST /payments/${id}/refund_request`, request);

    expect(answer).toEqual(rejected(422, 'not_refundable'));
  });
});

describe('a customer', () => {
  const create = (more: object = {}): Promise<{ id: string }> =>
    done(askKomoju('POST /customers', { payment_details: card(), ...more }));

  test('is shown and listed, newest first', async () => {
    const [first, second] = [await create(), await create()];

    const page = await done<{ data: object[] }>(askKomoju('GET /customers?per_page=2'));

    expect(await done(askKomoju(`GET /customers/${first.id}`))).toEqual(first);
    expect(page).toMatchObject({ resource: 'list', per_page: 2, data: [second, first] });
  });

  test('is given another card, and keeps the rest', async () => {
    const { id } = await create({ email: 'a@example.com', metadata: { a: 'b' } });

    const changed = await done(
      askKomoju(`PATCH /customers/${id}`, { payment_details: card('5555555555554444') }),
    );

    expect(changed).toMatchObject({
      email: 'a@example.com',
      metadata: { a: 'b' },
      source: { brand: 'master', last_four_digits: '4444' },
    });
  });

  test('that is deleted is gone, and cannot be charged', async () => {
    const { id } = await create();

    const deleted = await send(`DELETE /api/v1/customers/${id}`);
    const again = await sendKomoju(`DELETE /customers/${id}`);
    const charged = await askKomoju('POST /payments', { amount: 1, currency: 'JPY', customer: id });

    expect(deleted.status).toBe(200);
    expect(await deleted.json()).toMatchObject({ id, source: null });
    expect(again).toEqual(rejected(404, 'not_found'));
    expect(charged).toEqual(rejected(422, 'invalid_parameter', 'customer'));
  });
});
