import { describe, expect, test } from '@jest/globals';
import { done, runSimulators, send } from '../../running-simulators.ts';
import {
  type Payment,
  anId,
  askKomoju,
  konbini,
  pay,
  rejected,
  sendKomoju,
  show,
} from '../orders.ts';

runSimulators();

describe('a refund', () => {
  test('of a part leaves the payment captured; of the rest, refunded', async () => {
    const { id } = await pay();

    const part = await done(
      askKomoju(`POST /payments/${id}/refund`, { amount: '400', description: 'A' }),
    );
    const rest = await done<Payment>(askKomoju(`POST /payments/${id}/refund`, {}));

    expect(part).toMatchObject({ status: 'captured', amount_refunded: 400 });
    expect(rest).toMatchObject({ status: 'refunded', amount_refunded: 1100 });
    const refund = {
      id: anId,
      resource: 'refund',
      currency: 'JPY',
      payment: id,
      created_at: '2026-03-01T03:00:00Z',
      status: 'completed',
      redirect_url: null,
      chargeback: false,
    };
    expect(rest.refunds).toEqual([
      { ...refund, amount: 400, description: 'A' },
      { ...refund, amount: 700, description: null },
    ]);
  });

  test('of more than the total is rejected, and changes nothing', async () => {
    const { id } = await pay();

    const answer = await askKomoju(`POST /payments/${id}/refund`, { amount: 1101 });

    expect(answer).toEqual(rejected(422, 'not_refundable', 'amount'));
    expect(await show(id)).toMatchObject({ amount_refunded: 0 });
  });

  test('of what was not captured, or was refunded, is rejected', async () => {
    const authorized = await pay({ capture: false });
    const refunded = await pay();
    await done(sendKomoju(`POST /payments/${refunded.id}/refund`));

    const answers = await Promise.all(
      [authorized, refunded].map(({ id }) =>
        askKomoju(`POST /payments/${id}/refund`, { amount: 1 }),
      ),
    );

    const rejection = rejected(422, 'not_refundable');
    expect(answers).toEqual([rejection, rejection]);
  });

  test('of cash waits for the customer to fetch it', async () => {
    const { id } = await pay({ payment_details: konbini });
    await send(`POST /sandbox/komoju/payments/${id}/pay`);

    const payment = await done(sendKomoju(`POST /payments/${id}/refund`));
    const again = await sendKomoju(`POST /payments/${id}/refund`);

    expect(payment).toMatchObject({
      status: 'captured',
      amount_refunded: 1100,
      refunds: [{ status: 'pending', redirect_url: expect.stringMatching(/^https:/) }],
    });
    expect(again).toEqual(rejected(422, 'not_refundable'));
  });
});
