import { describe, expect, test } from '@jest/globals';
import { noon, origin, runSimulators, world } from '../../running-simulators.ts';
import { anId, askKomoju, card, rejected } from '../orders.ts';
import {
  answerBank,
  backIn,
  cards,
  open,
  paymentIds,
  paySession,
  showSession,
  tryToPaySession,
} from '../checkouts.ts';

runSimulators();

describe('3-D Secure', () => {
  test.each([card(), card(cards.challenge)])('comes first for card %#', async (details) => {
    const session = await open();

    const begun = await paySession(session, details);
    const during = await showSession(session.id);
    const back = await answerBank(begun.redirect_url, 'confirm');

    expect(begun).toEqual({
      redirect_url: `${origin()}/three_d_secure_service/offsite?token=${during.secure_token?.id}`,
      status: 'pending',
    });
    expect(during).toMatchObject({
      status: 'pending',
      payment: null,
      secure_token: { verification_status: 'NEEDS_VERIFY' },
    });
    expect(back).toBe(backIn(session));
    expect(await showSession(session.id)).toMatchObject({
      status: 'completed',
      payment: { status: 'captured' },
      secure_token: { verification_status: 'OK' },
    });
  });

  test('that the holder gives up leads back, and leaves the session to be paid', async () => {
    const session = await open();
    const begun = await paySession(session, card());

    const back = await answerBank(begun.redirect_url, 'fail');

    expect(back).toBe(backIn(session));
    expect(await showSession(session.id)).toMatchObject({ status: 'pending', payment: null });
    await paySession(session);
  });

  test('that fails at the bank fails whatever the holder does', async () => {
    const session = await open();
    const begun = await paySession(session, card(cards.challengeFails));

    await answerBank(begun.redirect_url, 'confirm');

    expect((await showSession(session.id)).secure_token).toMatchObject({
      verification_status: 'ERRORED',
    });
    expect(await paymentIds()).toEqual([]);
  });

  test('that the bank refuses at once is a decline', async () => {
    const session = await open();

    expect(await tryToPaySession(session, card(cards.fails))).toEqual(
      rejected(502, 'card_declined'),
    );
    expect(await showSession(session.id)).toMatchObject({ status: 'pending' });
  });

  test('of two tries pays once, whichever is confirmed first', async () => {
    const session = await open();
    const [first, second] = await Promise.all([1, 2].map(() => paySession(session, card())));

    const backs = [
      await answerBank(second?.redirect_url ?? '', 'confirm'),
      await answerBank(first?.redirect_url ?? '', 'confirm'),
      await answerBank(first?.redirect_url ?? '', 'confirm'),
    ];

    expect(backs).toEqual(Array(3).fill(backIn(session)));
    expect(await paymentIds()).toHaveLength(1);
  });

  test('that is confirmed after the session has expired pays nothing', async () => {
    const session = await open({ expires_in_seconds: 60 });
    const begun = await paySession(session, card());
    world.now = noon + 60_000;

    await answerBank(begun.redirect_url, 'confirm');

    expect(await showSession(session.id)).toMatchObject({ status: 'pending', expired: true });
    expect(await paymentIds()).toEqual([]);
  });

  test('is skipped in another currency', async () => {
    const paid = await paySession(await open({ currency: 'USD' }), card());

    expect(paid.status).toBe('completed');
  });

  test('of a session pays nothing else', async () => {
    const session = await open();
    await paySession(session);
    const { secure_token: token } = await showSession(session.id);

    const answer = await askKomoju('POST /payments', {
      amount: 4200,
      currency: 'JPY',
      payment_details: token?.id,
    });

    expect(answer).toEqual(rejected(422, 'invalid_token', 'payment_details'));
  });

  test('asks the bank for an amount too', async () => {
    const session = await open({ mode: 'customer_payment' });
    const begun = await paySession(session, card());

    await answerBank(begun.redirect_url, 'confirm');

    expect(await showSession(session.id)).toMatchObject({
      customer_id: anId,
      payment: { customer: anId },
    });
  });
});
