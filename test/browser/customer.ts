import { join } from 'node:path';
import type { Browser, BrowserContext, Locator, Page, Route } from 'playwright-core';
import type { System } from '../journeys/system.ts';

/* What a customer does in a browser: presses, fills in, goes back. Nothing here knows the gateway's interface. */

/** The test cards by what happens with them. */
export const cards = { asksBank: '4111111111111111', declined: '4123111111111059' };

/** Someone at a screen, with one tab open in the shop. */
export type Customer = { readonly tab: Page; readonly context: BrowserContext };

/** As long as a function takes to start on a busy machine, and no longer than a test may take. */
const patienceMs = 20_000;

/** Opens the shop's front page in a browser that knows nothing yet. */
export async function enterShop(browser: Browser, local: System): Promise<Customer> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
  context.setDefaultTimeout(patienceMs);
  const tab = await context.newPage();
  await tab.goto(`${local.url}/demo`);
  return { tab, context };
}

export const button = (tab: Page, name: string | RegExp): Locator =>
  tab.getByRole('button', { name });

/** Presses "Buy now", or "Pay" on the order's page, and waits for the hosted page. */
export async function press(tab: Page, name: 'Buy now' | 'Pay'): Promise<string> {
  await button(tab, name).click();
  await tab.waitForURL(/\/sessions\/[^/]+$/);
  return new URL(tab.url()).pathname.split('/').at(-1) ?? '';
}

/** The number of the order that the button buys. */
export const orderNumber = (tab: Page): Promise<string> =>
  tab.locator('input[name=number]').inputValue();

export async function fillCard(tab: Page, number: string): Promise<void> {
  await tab.getByLabel('Card number').fill(number);
  await tab.getByLabel('Month').fill('12');
  await tab.getByLabel('Year').fill('2030');
  await tab.getByLabel('Security code').fill('123');
}

/** The hosted page's button, with the amount on it. */
export const payButton = (tab: Page): Locator => button(tab, /^Pay ¥/);

/** Pays by a card whose bank asks, up to the bank's question. */
export async function payByCard(tab: Page): Promise<void> {
  await fillCard(tab, cards.asksBank);
  await payButton(tab).click();
  await tab.waitForURL(/three_d_secure/);
}

/** Answers the bank. */
export const answerBank = (
  tab: Page,
  answer: 'Yes, confirm' | 'No, it is not mine',
): Promise<void> => button(tab, answer).click();

/**
 * Presses a form's button again while the first press is under way: both reach the server, and the tab goes where the
 * second one leads. (Of a double click Chromium sends one.)
 *
 * @returns the status that the first press was answered with
 */
export async function pressTwice(pressed: Locator): Promise<number> {
  const tab = pressed.page();
  await pressed.scrollIntoViewIfNeeded();
  const place = await pressed.boundingBox();
  if (place === null) throw new Error('There is nothing to press.');
  // The mouse waits for nothing: a locator's click would wait until the first press has led on.
  const click = () => tab.mouse.click(place.x + place.width / 2, place.y + place.height / 2);
  let status = 0;
  const underWay = async (route: Route) => {
    const [first] = await Promise.all([route.fetch({ maxRedirects: 0 }), click()]);
    status = first.status();
  };
  await tab.route('**', underWay, { times: 1 });
  await Promise.all([tab.waitForEvent('load'), click()]);
  await tab.unrouteAll({ behavior: 'wait' });
  return status;
}

/** What the shop says of the order: its heading and its text, once the heading is the one. */
export async function shopSays(tab: Page, title: string): Promise<string> {
  await tab.waitForURL(/\/demo\/orders\//);
  await tab.getByRole('heading', { name: title, exact: true }).waitFor();
  return tab.locator('.card').innerText();
}

const widths = [390, 1280];

/** Pictures of what a customer sees, where the environment's SCREENSHOTS names a folder for them. */
export async function picture(tab: Page, name: string): Promise<void> {
  const folder = process.env['SCREENSHOTS'];
  if (folder === undefined) return;
  for (const width of widths) {
    await tab.setViewportSize({ width, height: 844 });
    await tab.screenshot({ path: join(folder, `${name}-${width}.png`), fullPage: true });
  }
  await tab.setViewportSize({ width: 390, height: 844 });
}
