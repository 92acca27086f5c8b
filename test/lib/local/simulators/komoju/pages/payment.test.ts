import { describe, expect, test } from '@jest/globals';
import { answerTo, ask, origin, runSimulators } from '../../running-simulators.ts';
import { konbini, pay, show } from '../orders.ts';
import { backIn, open, showSession, type Session } from '../checkouts.ts';
import { konbiniForm, look, pressFor, sentTo } from './browsing.ts';

runSimulators();

const paymentIdOf = async ({ id }: Session): Promise<string> =>
  (await showSession(id)).payment?.id ?? '';

describe('the instructions', () => {
  test('show with which numbers to pay, until when, and the way back', async () => {
    const session = await open({ default_locale: 'en' });

    const place = await sentTo(pressFor(session.session_url, konbiniForm));
    const { text } = await look(place);

    const id = await paymentIdOf(session);
    const { payment_details: details } = await show(id);
    expect(place).toBe(`${origin()}/en/instructions/${id}`);
    for (const shown of [
      'Lawson',
      details['confirmation_code'],
      details['receipt'],
      'March 4, 2026',
    ]) {
      expect(text).toContain(shown);
    }
    expect(text).toContain(backIn(session).replace('&', '&amp;'));
  });

  test.each([
    ['bank_transfer', ['銀行名', '三井住友銀行']],
    ['pay_easy', ['収納機関番号']],
  ])('are there for %s too', async (type, words) => {
    const session = await open();
    const form = {
      'payment_details[type]': type,
      'payment_details[phone]': '0312345678',
      'payment_details[email]': 'hana@example.com',
      'payment_details[family_name]': '佐藤',
      'payment_details[given_name]': '花',
      'payment_details[family_name_kana]': 'サトウ',
      'payment_details[given_name_kana]': 'ハナ',
    };

    const { text } = await look(await sentTo(pressFor(session.session_url, form)));

    for (const word of words) expect(text).toContain(word);
  });

  test('let a person play the till, once', async () => {
    const session = await open();
    const place = await sentTo(pressFor(session.session_url, konbiniForm));

    const ends = [await sentTo(pressFor(place, {})), await sentTo(pressFor(place, {}))];

    expect(ends).toEqual([place, place]);
    expect((await look(place)).text).toContain('お支払い済み');
    expect((await showSession(session.id)).payment).toMatchObject({ status: 'captured' });
  });

  test('say that it is too late', async () => {
    const session = await open({ default_locale: 'en' });
    const place = await sentTo(pressFor(session.session_url, konbiniForm));
    const id = await paymentIdOf(session);
    await answerTo(ask(`POST /sandbox/komoju/payments/${id}/expire`));

    expect((await look(place)).text).toContain('<h1>Not paid</h1>');
  });

  test('are there for a payment without a session, and lead to no shop', async () => {
    const { id } = await pay({ payment_details: konbini });

    const { text } = await look(`${origin()}/ja/instructions/${id}`);

    expect(text).not.toContain('ショップに戻る');
  });
});

describe('the page of a wallet', () => {
  const wallet = { 'payment_details[type]': 'paypay' };

  test.each([
    ['confirm', 'captured'],
    // In the version that is set at first a payment that failed is shown as pending.
    ['fail', 'pending'],
  ])('%s: the payment is %s, and the customer goes back', async (answer, status) => {
    const session = await open();
    const place = await sentTo(pressFor(session.session_url, wallet));
    const second = await sentTo(pressFor(session.session_url, wallet));
    const { text } = await look(place);

    const back = await sentTo(pressFor(place, { answer }));
    const again = await sentTo(pressFor(place, { answer: 'confirm' }));

    expect(second).toBe(place);
    expect(text).toContain('<h1>PayPay</h1>');
    expect([back, again]).toEqual([backIn(session), backIn(session)]);
    expect((await showSession(session.id)).payment).toMatchObject({ status });
    expect((await look(place)).text).toContain('class="button"');
  });

  test('of a payment without a session leads to how it ended', async () => {
    const { id } = await pay({ payment_details: { type: 'paypay' } });
    const place = `${origin()}/offsite/new?uuid=${id}`;

    expect(await sentTo(pressFor(place, { answer: 'confirm' }))).toBe(place);
    expect(await show(id)).toMatchObject({ status: 'captured' });
  });
});
