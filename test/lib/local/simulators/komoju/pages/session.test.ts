import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { ask, origin, restart, runSimulators, send } from '../../running-simulators.ts';
import { backIn, cards, control, open, paymentIds, showSession } from '../checkouts.ts';
import { cardForm, konbiniForm, look, pressFor, sentTo } from './browsing.ts';

runSimulators();

const usual = '4111 1111 1111 1111';

describe('the hosted page', () => {
  test('offers the session’s ways to pay, in its language', async () => {
    const japanese = await open({ payment_types: ['credit_card', 'konbini'] });
    const english = await open({ default_locale: 'en' });

    const [first, second] = await Promise.all(
      [japanese, english].map(({ session_url: url }) => look(url)),
    );

    expect(first?.text).toMatch(
      /<html lang="ja">[\s\S]*クレジットカード[\s\S]*コンビニ[\s\S]*￥4,200/,
    );
    expect(first?.text).not.toContain('PayPay');
    expect(second?.text).toMatch(/<html lang="en">[\s\S]*Credit card[\s\S]*PayPay[\s\S]*¥4,200/);
  });

  test('labels every field, and shows the cards to try', async () => {
    const { text } = await look((await open()).session_url);

    const ids = [...text.matchAll(/<(?:input|select)\s+id="(\w+)"/g)].map(([, id]) => id ?? '');
    expect(ids).toEqual(expect.arrayContaining(['number', 'month', 'year', 'verification_value']));
    for (const id of ids) expect(text).toContain(`<label for="${id}">`);
    expect(text).toContain('4123 1111 1111 1000');
  });

  test('shows the fields of the type that was chosen, and of the first for another', async () => {
    const { session_url: url } = await open();

    expect((await look(`${url}?type=konbini`)).text).toContain('name="payment_details[store]"');
    expect((await look(`${url}?type=toString`)).text).toContain('name="payment_details[number]"');
  });

  test('forbids scripts and frames, and is not stored', async () => {
    const { headers } = await look((await open({ return_url: 'app://back' })).session_url);

    const policy = headers.get('content-security-policy');
    expect(policy).toContain("default-src 'none'; script-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toMatch(/form-action 'self' http: https: app:/);
    expect(headers.get('cache-control')).toBe('no-store');
  });

  test('takes a card, asks the bank, and sends the customer back to the shop', async () => {
    const session = await open();

    const bank = await sentTo(pressFor(session.session_url, cardForm(usual)));
    const question = await look(bank);
    const back = await sentTo(pressFor(bank, { answer: 'confirm' }));

    expect(bank).toContain('/three_d_secure_service/offsite?token=');
    expect(question.text).toMatch(/￥4,200[\s\S]*VISA •••• 1111/);
    expect(back).toBe(backIn(session));
    expect(await showSession(session.id)).toMatchObject({
      status: 'completed',
      payment: { status: 'captured', session: session.id },
    });
  });

  test('says what the bank refused, and lets the customer try again', async () => {
    const session = await open({ default_locale: 'en' });
    const bank = await sentTo(pressFor(session.session_url, cardForm(usual)));

    const again = await sentTo(pressFor(bank, { answer: 'fail' }));
    const page = await look(again);
    const done = await sentTo(pressFor(session.session_url, cardForm(cards.frictionless)));

    expect(again).toBe(session.session_url);
    expect(page.text).toMatch(/role="alert">\s*Your bank did not confirm/);
    expect(done).toBe(backIn(session));
  });

  test('says why a card was declined, and sends neither its number nor its code back', async () => {
    const { id, session_url: url } = await open({ default_locale: 'en' });

    const page = await pressFor(url, cardForm(cards.declined));

    expect(page.status).toBe(422);
    expect(page.text).toMatch(/role="alert">\s*There is not enough money/);
    expect(page.text).toContain('value="HANA SATO"');
    expect(page.text).not.toContain(cards.declined);
    expect(page.text).not.toContain('987');
    expect(await showSession(id)).toMatchObject({ status: 'pending', payment: null });
  });

  test('names the field that is wrong', async () => {
    const { session_url: url } = await open();

    const page = await pressFor(url, { ...cardForm(usual), 'payment_details[month]': '13' });

    expect(page.text).toMatch(/id="month"[^>]*aria-invalid="true" aria-describedby="month-wrong"/);
    expect(page.text).toContain('id="month-wrong"');
  });

  test.each([
    ['by card', cardForm(cards.frictionless)],
    ['at a convenience store', konbiniForm],
  ])('paid twice %s leads to the same end twice, and makes one payment', async (_how, form) => {
    const session = await open();

    const ends = await Promise.all(
      [1, 2, 3].map(() => sentTo(pressFor(session.session_url, form))),
    );
    const later = await sentTo(pressFor(session.session_url, cardForm(usual)));

    expect(new Set([...ends, later]).size).toBe(1);
    expect(await paymentIds()).toHaveLength(1);
  });

  test('of two tabs pays once, and a bank that was answered asks no more', async () => {
    const session = await open();
    const banks = await Promise.all(
      [1, 2].map(() => sentTo(pressFor(session.session_url, cardForm(usual)))),
    );

    const ends = await Promise.all(
      banks.map((bank) => sentTo(pressFor(bank, { answer: 'confirm' }))),
    );
    const reloads = await Promise.all(banks.map((bank) => sentTo(look(bank))));

    expect([...ends, ...reloads]).toEqual(Array(4).fill(backIn(session)));
    expect(await paymentIds()).toHaveLength(1);
  });

  test('saves a card where nothing is paid', async () => {
    const session = await open({ mode: 'customer', default_locale: 'en' });

    const { text } = await look(session.session_url);
    await sentTo(pressFor(session.session_url, cardForm(cards.frictionless)));

    expect(text).toContain('Save the card');
    expect(await showSession(session.id)).toMatchObject({ status: 'completed', payment: null });
  });

  test('shows what the way to pay costs on top', async () => {
    await ask('POST /sandbox/komoju/fees', { konbini: 190 });
    const { session_url: url } = await open();

    expect((await look(`${url}?type=konbini`)).text).toContain('￥4,390');
    expect((await look(url)).text).toContain('￥4,200');
  });
});

describe('a session that cannot be paid any more', () => {
  test('because its customer cancels sends them back, and says so', async () => {
    const session = await open({ default_locale: 'en' });

    const back = await sentTo(pressFor(`${session.session_url}/cancel`, {}));
    const page = await look(session.session_url);

    expect(back).toBe(backIn(session));
    expect(await showSession(session.id)).toMatchObject({ status: 'cancelled' });
    expect(page.text).toContain('<h1>Cancelled</h1>');
    expect(page.text).toContain(`href="${backIn(session).replace('&', '&amp;')}"`);
    expect(await sentTo(pressFor(session.session_url, cardForm(usual)))).toBe(session.session_url);
  });

  test('because its time is over says so, with the way back', async () => {
    const session = await open({ default_locale: 'en' });
    await control(session.id, 'expire');

    const { text } = await look(session.session_url);

    expect(text).toContain('<h1>Too late</h1>');
    expect(text).toContain('Back to the shop');
    expect(await sentTo(pressFor(`${session.session_url}/cancel`, {}))).toBe(backIn(session));
    expect(await showSession(session.id)).toMatchObject({ status: 'pending', expired: true });
  });

  test('because it was paid says so, also to whoever presses cancel', async () => {
    const session = await open({ default_locale: 'en' });
    await sentTo(pressFor(session.session_url, cardForm(cards.frictionless)));

    expect((await look(session.session_url)).text).toContain('<h1>Thank you</h1>');
    expect(await sentTo(pressFor(`${session.session_url}/cancel`, {}))).toBe(backIn(session));
    expect(await showSession(session.id)).toMatchObject({ status: 'completed' });
  });

  test('and has no shop to go back to shows how it ended', async () => {
    const session = await open({ return_url: null });

    const place = await sentTo(pressFor(session.session_url, cardForm(cards.frictionless)));

    expect(place).toBe(session.session_url);
    expect((await look(place)).text).not.toContain('class="button"');
  });
});

describe('what comes from outside', () => {
  const hostile = '"><script>alert(1)</script>\'&';

  test('is escaped wherever it is shown', async () => {
    const session = await open({
      return_url: `https://shop.example/?q=${encodeURIComponent(hostile)}`,
      line_items: [{ description: hostile, amount: 1 }],
      metadata: { hostile },
    });

    const pages = [
      await look(`${session.session_url}?type=${encodeURIComponent(hostile)}`),
      await pressFor(session.session_url, {
        ...cardForm(cards.declined),
        'payment_details[name]': hostile,
        'payment_details[email]': hostile,
      }),
      await pressFor(session.session_url, { 'payment_details[type]': hostile }),
    ];
    await pressFor(session.session_url, { ...konbiniForm, 'payment_details[store]': hostile });
    const { payment } = await showSession(session.id);
    pages.push(await look(`${origin()}/ja/instructions/${payment?.id}`));

    for (const { text } of pages) {
      expect(text).not.toContain('<script');
      expect(text).not.toContain(hostile);
    }
    expect(pages[0]?.text).toContain('&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&#39;&amp;');
    expect(pages[3]?.text).toContain('&lt;script&gt;');
  });

  test('is taken from a page of this machine only', async () => {
    const { session_url: url } = await open();
    const from = (page: string) =>
      pressFor(url, cardForm(usual), { origin: page }).then(({ status }) => status);

    expect(await from('https://evil.example')).toBe(403);
    expect(await from('http://localhost:3000')).toBe(303);
  });

  test('is not longer than a form', async () => {
    const { session_url: url } = await open();

    const { status } = await pressFor(url, { 'payment_details[name]': 'x'.repeat(70_000) });

    expect(status).toBe(413);
  });

  test('leaves no card number: not in the list of requests, not in the file', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'pages-')), 'simulators.json');
    await restart({ file });
    const { session_url: url } = await open();
    const bank = await sentTo(pressFor(url, cardForm(cards.challenge)));
    await sentTo(pressFor(bank, { answer: 'confirm' }));

    const requests = await (await send('GET /sandbox/requests')).text();
    for (const text of [requests, readFileSync(file, 'utf8'), bank]) {
      expect(text).not.toContain(cards.challenge);
    }
    expect(readFileSync(file, 'utf8')).toContain('"last_four_digits":"5000"');
  });
});

test.each([
  '/sessions/nobody',
  '/three_d_secure_service/offsite?token=x',
  '/en/instructions/x',
  '/offsite/new',
])('%s is a page that says that nothing is there', async (path) => {
  const page = await look(origin() + path);

  expect(page.status).toBe(404);
  expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
});

test('what is no page is answered as before', async () => {
  const answer = await send('GET /elsewhere');

  expect(answer.status).toBe(404);
  expect(answer.headers.get('content-type')).toContain('application/json');
});

test('HEAD shows the headers of a page', async () => {
  const { session_url: url } = await open();

  const answer = await fetch(url, { method: 'HEAD' });

  expect(answer.status).toBe(200);
});
