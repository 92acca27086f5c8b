import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import type { Console } from '../../lib/console/server/console.ts';

/* What an operator does in the console: opens it with the printed address, reads, presses. */

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** As long as a read at a provider takes on a busy machine. */
const patienceMs = 30_000;

/** A tab in which the console is open, what it asked for, and what went wrong in it. */
export type Opened = {
  readonly tab: Page;
  readonly origins: Set<string>;
  readonly faults: string[];
};

/** Opens the console with the address that it printed. */
export async function openConsole(
  browser: Browser,
  { url }: Console,
  { width, scheme = 'light' }: { width: number; scheme?: 'light' | 'dark' },
): Promise<Opened> {
  const context = await browser.newContext({
    ...{ viewport: { width, height: 900 }, colorScheme: scheme },
    ...{ locale: 'en-US', timezoneId: 'Asia/Tokyo', acceptDownloads: true },
  });
  const tab = await context.newPage();
  tab.setDefaultTimeout(patienceMs);
  const origins = new Set<string>();
  const faults: string[] = [];
  tab.on('request', (request) => origins.add(new URL(request.url()).origin));
  tab.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) faults.push(message.text());
  });
  tab.on('pageerror', (error) => faults.push(String(error)));
  tab.on('dialog', (dialog) => {
    faults.push(`a dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  await tab.goto(url);
  await shown(tab);
  return { tab, origins, faults };
}

/** Waits until the screen has what it asked for. */
export async function shown(tab: Page): Promise<void> {
  await tab.locator('main h1').waitFor();
  await tab.getByText('Reading …').first().waitFor({ state: 'detached' });
}

/** Presses an entry of the navigation. */
export async function choose(tab: Page, screen: string): Promise<void> {
  await tab
    .getByRole('navigation', { name: 'Screens' })
    .getByRole('link', { name: screen, exact: true })
    .click();
  await tab.getByRole('heading', { level: 1, name: titles[screen] ?? screen }).waitFor();
  await shown(tab);
}

/** Chooses what the list of payments shows; on a phone what there is to choose is folded. */
export async function filterBy(tab: Page, label: string, option: string): Promise<void> {
  const folded = tab.locator('summary', { hasText: 'Filter' });
  if (await folded.isVisible()) await folded.click();
  await tab.getByLabel(label).selectOption(option);
  await tab.getByRole('button', { name: 'Show', exact: true }).click();
  await tab.waitForURL((url) => url.search !== '');
  await shown(tab);
}

const titles: Readonly<Record<string, string>> = { Payments: 'Payments and orders' };

/** Looks for what somebody has in hand. */
export async function find(tab: Page, text: string): Promise<void> {
  await tab.getByRole('searchbox').fill(text);
  await tab.getByRole('button', { name: 'Find' }).click();
  await tab.waitForURL((url) => url.pathname !== '/');
  await shown(tab);
}

/** Has older requests shown, page by page, to the first. */
export async function showAll(tab: Page): Promise<void> {
  const read = tab.getByText(/\d+ requests looked through/);
  for (;;) {
    const text = await read.innerText();
    if (text.includes('to the first')) return;
    await tab.getByRole('button', { name: 'Show older' }).click();
    const [count = ''] = /\d+/.exec(text) ?? [];
    await tab.getByText(`${count} requests looked through`).waitFor({ state: 'detached' });
  }
}

/** The moments of some elements, in the order of the page. */
export async function timesIn(tab: Page, selector: string): Promise<string[]> {
  const times = await tab.locator(selector).all();
  return Promise.all(times.map(async (each) => (await each.getAttribute('datetime')) ?? ''));
}

type Violation = { readonly id: string; readonly nodes: readonly { readonly html: string }[] };

/** What axe finds wrong with the page, each with the first place. */
export async function violations(tab: Page): Promise<string[]> {
  await tab.evaluate(axe);
  const { violations: found } = await tab.evaluate<{ violations: Violation[] }>('axe.run()');
  return found.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`);
}

/** A picture, where the environment's SCREENSHOTS names a folder for them. */
export async function picture(tab: Page, name: string): Promise<void> {
  const folder = process.env['SCREENSHOTS'];
  if (folder !== undefined)
    await tab.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
}
