import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  jest,
  test,
} from '@jest/globals';
import type { Browser } from 'playwright-core';
import { dayMs, hourMs } from '../../functions/platform/clock.ts';
import { startSystem, type System } from '../journeys/system.ts';
import { hasChromium, startChromium } from './chromium.ts';
import {
  answerBank,
  button,
  cards,
  enterShop,
  fillCard,
  orderNumber,
  payButton,
  payByCard,
  picture,
  press,
  pressTwice,
  shopSays,
  type Customer,
} from './customer.ts';
import { paymentIds, sessionOperations, truthOf, type Truth } from './truth.ts';

/* The demo shop in a real browser: what it says, what is on record, and what was paid agree. */

// Each has a browser's pages to wait for, and functions that start.
jest.setTimeout(60_000);

const captured = { onRecord: 'SUCCEEDED', session: 'completed', payment: 'captured' };
const paidOnce: Truth = { attempts: [captured], applied: ['captured'] };

const title = hasChromium()
  ? 'a customer of the demo shop'
  : 'a customer of the demo shop, skipped: there is no /usr/bin/chromium';
// Jest names no test of a file in which all are skipped.
if (!hasChromium()) process.stderr.write(`${title}\n`);

(hasChromium() ? describe : describe.skip)(title, () => {
  let local: System;
  let browser: Browser;
  beforeAll(async () => {
    local = await startSystem();
    browser = await startChromium();
  });
  afterAll(async () => {
    await browser.close();
    await local.close();
  });

  let before: readonly string[];
  let customer: Customer;
  let order: string;
  beforeEach(async () => {
    before = await sessionOperations(local);
    customer = await enterShop(browser, local);
    order = await orderNumber(customer.tab);
  });
  afterEach(() => customer.context.close());

  const truth = (): Promise<Truth> => truthOf(local, order, before);

  test('pays by card, and the bank asks', async () => {
    const { tab } = customer;
    await picture(tab, '1-front');
    await press(tab, 'Buy now');
    await picture(tab, '2-hosted');
    await payByCard(tab);
    await picture(tab, '3-challenge');
    await answerBank(tab, 'Yes, confirm');

    expect(await shopSays(tab, 'Thank you')).toContain('Your order is paid.');
    expect(await truth()).toEqual(paidOnce);
    await picture(tab, '4-thank-you');
  });

  test('pays in cash at a store, later', async () => {
    const { tab } = customer;
    await press(tab, 'Buy now');
    await tab.getByRole('link', { name: 'Convenience store' }).click();
    await tab.getByLabel('Store').selectOption('lawson');
    await tab.getByLabel('E-mail').fill('hana@example.com');
    await payButton(tab).click();
    await tab.waitForURL(/instructions/);
    await picture(tab, '5-konbini');
    await tab.getByRole('link', { name: 'Back to the shop' }).click();

    expect(await shopSays(tab, 'Almost there')).toMatch(
      /^Please pay ¥1,200 by .*Confirmation code/s,
    );
    expect(await truth()).toEqual({
      attempts: [{ ...captured, payment: 'authorized' }],
      applied: ['authorized'],
    });
    await picture(tab, '6-to-be-paid');

    const [id] = await paymentIds(local, order);
    await local.sandbox('POST', `komoju/payments/${id}/pay`);
    await tab.reload();

    expect(await shopSays(tab, 'Thank you')).toContain('Your order is paid.');
    expect(await truth()).toEqual(paidOnce);
  });

  test('is declined, and pays by another card', async () => {
    const { tab } = customer;
    await press(tab, 'Buy now');
    await fillCard(tab, cards.declined);
    await payButton(tab).click();
    await tab.getByRole('alert').waitFor();

    expect(await paymentIds(local, order)).toEqual([]);

    await payByCard(tab);
    await answerBank(tab, 'Yes, confirm');

    expect(await shopSays(tab, 'Thank you')).toContain('Your order is paid.');
    expect((await truth()).attempts).toEqual([captured]);
    expect(await paymentIds(local, order)).toHaveLength(1);
  });

  test('does not confirm to the bank, and nothing is paid', async () => {
    const { tab } = customer;
    await press(tab, 'Buy now');
    await payByCard(tab);
    await answerBank(tab, 'No, it is not mine');
    await tab.getByRole('alert').waitFor();
    await tab.goto(`${local.url}/demo/orders/${order}`);

    expect(await shopSays(tab, 'Not paid')).toContain('Your order is not paid.');
    expect((await truth()).attempts).toMatchObject([{ onRecord: 'SUCCEEDED', session: 'pending' }]);
    expect(await paymentIds(local, order)).toEqual([]);
    await picture(tab, '7-not-paid');

    // The same session waits for another try.
    await press(tab, 'Pay');
    await payByCard(tab);
    await answerBank(tab, 'Yes, confirm');

    expect(await shopSays(tab, 'Thank you')).toContain('Your order is paid.');
    expect((await truth()).attempts).toEqual([captured]);
    expect(await paymentIds(local, order)).toHaveLength(1);
  });

  test('walks away, comes back too late, and pays in a new session', async () => {
    const { tab } = customer;
    await press(tab, 'Buy now');
    await local.advanceClock(dayMs + hourMs);
    await tab.reload();
    await tab.getByRole('link', { name: 'Back to the shop' }).click();

    expect(await shopSays(tab, 'Not paid')).toContain('The time to pay is over.');
    const expired = { onRecord: 'SUCCEEDED', session: 'expired', payment: null };
    expect(await truth()).toEqual({ attempts: [expired], applied: [] });
    await picture(tab, '8-too-late');

    await press(tab, 'Pay');
    await payByCard(tab);
    await answerBank(tab, 'Yes, confirm');

    expect(await shopSays(tab, 'Thank you')).toContain('Your order is paid.');
    expect(await truth()).toEqual({ attempts: [expired, captured], applied: ['captured'] });
  });

  test('presses every button twice, and pays once', async () => {
    const { tab } = customer;
    const atShop = await pressTwice(button(tab, 'Buy now'));
    await tab.waitForURL(/\/sessions\/[^/]+$/);
    await fillCard(tab, cards.asksBank);
    const atKomoju = await pressTwice(payButton(tab));
    await tab.waitForURL(/three_d_secure/);
    const atBank = await pressTwice(button(tab, 'Yes, confirm'));

    expect(await shopSays(tab, 'Thank you')).toContain('Your order is paid.');
    expect([atShop, atKomoju, atBank]).toEqual([303, 303, 303]);
    expect(await truth()).toEqual(paidOnce);
  });

  test('has the same order in two tabs, and pays once', async () => {
    const { tab, context } = customer;
    const other = await context.newPage();
    await other.goto(tab.url());
    const [one, two] = await Promise.all([press(tab, 'Buy now'), press(other, 'Buy now')]);
    expect(two).toBe(one);

    await payByCard(tab);
    await payByCard(other);
    await answerBank(tab, 'Yes, confirm');
    await shopSays(tab, 'Thank you');
    await answerBank(other, 'Yes, confirm');

    expect(await shopSays(other, 'Thank you')).toContain('Your order is paid.');
    expect(await truth()).toEqual(paidOnce);
  });

  test('goes back after paying, presses again, and pays nothing more', async () => {
    const { tab, context } = customer;
    const olderShop = await context.newPage();
    await olderShop.goto(tab.url());
    const session = await press(tab, 'Buy now');
    const olderHosted = await context.newPage();
    await olderHosted.goto(tab.url());
    await fillCard(olderHosted, cards.asksBank);
    await payByCard(tab);
    await answerBank(tab, 'Yes, confirm');
    await shopSays(tab, 'Thank you');

    // The bank asks no more, KOMOJU's page has no button to pay, and the shop's has none to buy.
    await tab.goBack();
    expect(await shopSays(tab, 'Thank you')).toContain('Your order is paid.');
    await tab.goBack();
    await tab.waitForURL(new RegExp(`/sessions/${session}$`));
    await tab.getByRole('heading', { name: 'Thank you' }).waitFor();
    expect(await payButton(tab).count()).toBe(0);
    await tab.goBack();
    expect(await shopSays(tab, 'Thank you')).toContain('Your order is paid.');

    // Pages that were open all the while still have theirs.
    await payButton(olderHosted).click();
    expect(await shopSays(olderHosted, 'Thank you')).toContain('Your order is paid.');
    await button(olderShop, 'Buy now').click();
    expect(await shopSays(olderShop, 'Thank you')).toContain('Your order is paid.');
    expect(await truth()).toEqual(paidOnce);
  });
});
