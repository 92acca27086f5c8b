import { describe, expect, test } from '@jest/globals';
import { done, origin, runSimulators } from '../../running-simulators.ts';
import { askKomoju, card, keyed, konbini, rejected, show } from '../orders.ts';
import {
  backIn,
  browser,
  cards,
  open,
  paymentIds,
  paySession,
  showSession,
  tryToPaySession,
} from '../checkouts.ts';

runSimulators();

const frictionless = card(cards.frictionless);

describe('a pay request', () => {
  test('completes the session with a payment that names it', async () => {
    const session = await open({
      metadata: { order: '7' },
      default_locale: 'en',
      payment_data: { external_order_num: 'S-7' },
    });

    const paid = await paySession(session);

    const after = await showSession(session.id);
    expect(paid).toEqual({
      redirect_url: backIn(session),
      status: 'completed',
      payment: after.payment,
    });
    expect(after).toMatchObject({
      status: 'completed',
      completed_at: '2026-03-01T12:00:00.000+09:00',
      payment: {
        resource: 'payment',
        session: session.id,
        status: 'captured',
        amount: 4200,
        tax: 0,
        total: 4200,
        external_order_num: 'S-7',
        metadata: { order: '7' },
        locale: 'en',
      },
    });
    expect(await show(after.payment?.id ?? '')).toEqual(after.payment);
  });

  test.each([
    ['auto', undefined, 'captured'],
    ['manual', undefined, 'authorized'],
    ['manual', 'auto', 'captured'],
    ['auto', 'manual', 'authorized'],
  ])(
    'of a session with capture %s captures as it says itself: %s',
    async (capture, own, status) => {
      const session = await open({ payment_data: { capture } });

      await paySession(session, frictionless, { capture: own });

      expect((await showSession(session.id)).payment).toMatchObject({ status });
    },
  );

  test('takes a token, a customer’s address and what is known of fraud, with the key for browsers', async () => {
    const { id } = await done<{ id: string }>(
      askKomoju(
        'POST /tokens',
        { payment_details: { ...frictionless, email: null }, currency: 'JPY' },
        browser,
      ),
    );
    const session = await open();

    const paid = await paySession(session, id, {
      headers: browser,
      fraud_details: { customer_ip: '192.0.2.1' },
      customer_email: 'taro@example.com',
    });

    expect(paid.payment).toMatchObject({ payment_details: { email: 'taro@example.com' } });
  });

  test('at a convenience store leads to the instructions, and the session is completed before the cash is there', async () => {
    const session = await open();

    const paid = await paySession(session, konbini);

    expect(paid).toMatchObject({
      status: 'completed',
      payment: { status: 'authorized' },
      redirect_url: `${origin()}/ja/instructions/${paid.payment?.id}`,
    });
  });

  test('with a wallet leads to the other site and to its app', async () => {
    const paid = await paySession(await open(), { type: 'paypay' });

    const other = `${origin()}/offsite/new?uuid=${paid.payment?.id}`;
    expect(paid).toMatchObject({ redirect_url: other, app_url: other, status: 'completed' });
    expect(paid.payment).toMatchObject({ status: 'pending' });
  });

  test('of a session without a return URL leads nowhere', async () => {
    const paid = await paySession(await open({ return_url: null }));

    expect(paid.redirect_url).toBeNull();
  });

  test('that is declined answers as a payment does, and may be tried again', async () => {
    const session = await open();
    const declined = await tryToPaySession(session, card(cards.declined));
    const scenario = await tryToPaySession(session, frictionless, {
      headers: { 'komoju-scenario': 'exceeds_limit' },
    });
    const pending = await showSession(session.id);

    await paySession(session);

    expect(declined).toEqual(rejected(502, 'insufficient_funds'));
    expect(scenario).toEqual(rejected(502, 'exceeds_limit'));
    expect(pending).toMatchObject({ status: 'pending', payment: null });
    expect(await paymentIds()).toHaveLength(1);
  });

  test('with a key is repeated, not executed again', async () => {
    const session = await open();

    const first = await paySession(session, frictionless, { headers: keyed('pay') });
    const second = await paySession(session, frictionless, { headers: keyed('pay') });

    expect(second).toEqual(first);
  });

  test('and another at the same time make one payment', async () => {
    const session = await open();

    const answers = await Promise.all([1, 2, 3].map(() => tryToPaySession(session, frictionless)));

    expect(answers.map(({ status }) => status).sort()).toEqual([200, 422, 422]);
    expect(await paymentIds()).toHaveLength(1);
  });

  test.each([
    ['of another type', { payment_types: ['konbini'] }, frictionless, 'invalid_payment_type'],
    ['of an unknown token', {}, 'tok_unknown', 'invalid_token'],
    ['without details', {}, undefined, 'missing_parameter'],
  ])('%s is rejected', async (_what, more, details, code) => {
    const answer = await tryToPaySession(await open(more), details);

    expect(answer).toEqual(rejected(422, code, 'payment_details'));
  });

  test('over nothing is rejected as a payment would be', async () => {
    const answer = await tryToPaySession(await open({ amount: 0 }), frictionless);

    expect(answer).toEqual(rejected(422, 'invalid_parameter', 'amount'));
  });

  test('with a token for another currency is rejected', async () => {
    const { id } = await done<{ id: string }>(
      askKomoju('POST /tokens', { payment_details: frictionless, currency: 'USD' }),
    );

    const answer = await tryToPaySession(await open(), id);

    expect(answer).toEqual(rejected(422, 'invalid_currency', 'currency'));
  });
});
