import { describe, expect, test } from '@jest/globals';
import { publishableKey } from '../../../../../../lib/local/simulators/komoju/protocol/authentication.ts';
import { basic, done, runSimulators } from '../../running-simulators.ts';
import { askKomoju, card, pay, rejected, tryToPay } from '../orders.ts';

runSimulators();

describe('a token', () => {
  const headers = basic(publishableKey);

  test('is made with the publishable key, pays once, and shows no card number', async () => {
    const token = await done<{ id: string }>(
      askKomoju('POST /tokens', { payment_details: card() }, headers),
    );
    const payment = await pay({ payment_details: token.id });
    const again = await tryToPay({ payment_details: token.id });

    expect(token).toEqual({
      id: expect.stringMatching(/^tok_[a-z0-9]+$/),
      resource: 'token',
      created_at: '2026-03-01T03:00:00Z',
      payment_details: { type: 'credit_card', email: 'hana@example.com' },
    });
    expect(payment.payment_details).toMatchObject({ brand: 'visa', last_four_digits: '1111' });
    expect(again).toEqual(rejected(422, 'invalid_token', 'payment_details'));
  });

  test('of a failing card fails when it pays', async () => {
    const details = { payment_details: card('4123111111111000') };
    const { id } = await done<{ id: string }>(askKomoju('POST /tokens', details, headers));

    expect(await tryToPay({ payment_details: id })).toEqual(rejected(502, 'insufficient_funds'));
  });
});
