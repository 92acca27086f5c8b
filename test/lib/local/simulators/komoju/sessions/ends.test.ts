import { describe, expect, test } from '@jest/globals';
import { done, noon, runSimulators, world } from '../../running-simulators.ts';
import { anId, askKomoju, card, rejected } from '../orders.ts';
import { cards, open, paySession, showSession, tryToPaySession } from '../checkouts.ts';

runSimulators();

describe('a session that is no longer payable', () => {
  test.each(['cancelled', 'completed', 'expired'])(
    'because it is %s cannot be paid',
    async (end) => {
      const session = await open({ expires_in_seconds: 60 });
      if (end === 'cancelled') await done(askKomoju(`POST /sessions/${session.id}/cancel`));
      if (end === 'completed') await paySession(session);
      if (end === 'expired') world.now = noon + 60_000;

      const answer = await tryToPaySession(session, card(cards.frictionless));

      expect(answer).toEqual(rejected(422, 'unprocessable_entity'));
    },
  );

  test.each(['cancelled', 'completed'])('because it is %s cannot be cancelled', async (end) => {
    const session = await open();
    if (end === 'completed') await paySession(session);
    else await done(askKomoju(`POST /sessions/${session.id}/cancel`));

    const answer = await askKomoju(`POST /sessions/${session.id}/cancel`);

    expect(answer).toEqual(rejected(422, 'not_cancellable'));
  });

  test('shows when it was cancelled, and does not expire any more', async () => {
    const { id } = await open({ expires_in_seconds: 60 });
    const cancelled = await done(askKomoju(`POST /sessions/${id}/cancel`));
    world.now = noon + 60_000;

    expect(cancelled).toMatchObject({
      status: 'cancelled',
      cancelled_at: '2026-03-01T12:00:00.000+09:00',
      expired: false,
    });
    expect(await showSession(id)).toEqual(cancelled);
  });
});

describe('a session for a customer', () => {
  test('saves a card, and needs no amount', async () => {
    const { id } = await done<{ id: string }>(
      askKomoju('POST /sessions', { mode: 'customer', email: 'hana@example.com' }),
    );

    const paid = await paySession({ id });

    const customer = { id: anId, email: 'hana@example.com', source: { last_four_digits: '0100' } };
    expect(paid).toMatchObject({ status: 'completed', customer });
    expect(paid).not.toHaveProperty('payment');
    expect(await showSession(id)).toMatchObject({ amount: 0, payment: null, customer_id: anId });
    expect(await showSession(id)).not.toHaveProperty('payment_data');
  });

  test('changes the card of the customer that it names, and charges it', async () => {
    const customer = await done<{ id: string }>(
      askKomoju('POST /customers', { payment_details: card() }),
    );
    const session = await open({ mode: 'customer_payment', customer_id: customer.id });

    const paid = await paySession(session);

    expect(paid).toMatchObject({
      customer: { id: customer.id, source: { last_four_digits: '0100' } },
      payment: { customer: customer.id, amount: 4200 },
    });
    expect(await done(askKomoju(`GET /customers/${customer.id}`))).toMatchObject({
      source: { last_four_digits: '0100' },
    });
  });
});
