import { describe, expect, test } from '@jest/globals';
import { done, runSimulators } from '../../running-simulators.ts';
import { type Payment, konbini, order, rejected, sendKomoju } from '../orders.ts';

runSimulators();

describe('a body', () => {
  const form =
    'amount=1000&currency=JPY&metadata%5Bfoobar%5D=hoge&payment_details[type]=konbini' +
    '&payment_details[store]=lawson&payment_details[email]=hana%40example.com&capture=false';

  test.each([
    ['a form', form, { 'content-type': 'application/x-www-form-urlencoded' }],
    ['a form that does not say so', form, undefined],
    [
      'JSON that does not say so',
      JSON.stringify({ ...order, payment_details: konbini, metadata: { foobar: 'hoge' } }),
      undefined,
    ],
  ])('may be %s', async (_what, body, headers) => {
    const payment = await done<Payment>(sendKomoju('POST /payments', body, headers));

    expect(payment).toMatchObject({ amount: 1000, metadata: { foobar: 'hoge' } });
    expect(payment.payment_details).toMatchObject({ store: 'lawson', email: 'hana@example.com' });
  });

  test('that calls itself a form is read as one, whatever it looks like', async () => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };

    const answer = await sendKomoju('POST /payments', JSON.stringify(order), headers);

    expect(answer).toEqual(rejected(422, 'missing_parameter', 'amount'));
  });

  test.each(['{"amount":', '[1]'])('such as %s is a bad request', async (body) => {
    const answer = await sendKomoju('POST /payments', body, { 'content-type': 'application/json' });

    expect(answer).toEqual(rejected(400, 'bad_request'));
  });
});
