import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { Browser, Locator, Page } from 'playwright-core';
import { startSystem, type System } from '../journeys/system.ts';
import { hasChromium, startChromium } from './chromium.ts';

/* The page on which the API can be read and tried, in a real browser. */

jest.setTimeout(60_000);

const patienceMs = 30_000;

const title = hasChromium()
  ? 'the page of the API'
  : 'the page of the API, skipped: there is no /usr/bin/chromium';
// Jest names no test of a file in which all are skipped.
if (!hasChromium()) process.stderr.write(`${title}\n`);

/** An operation on the page: the viewer writes each dot of an id with a backslash. */
const operation = (tab: Page, id: string): Locator =>
  tab.locator(`.opblock[id$="${id.replaceAll('.', '\\\\.')}"]`);

async function picture(tab: Page, name: string): Promise<void> {
  const folder = process.env['SCREENSHOTS'];
  if (folder !== undefined) await tab.screenshot({ path: join(folder, `${name}.png`) });
}

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

  /** Opens it, and keeps what it asked for and what went wrong. */
  async function open(width: number): Promise<{ tab: Page; asked: Set<string>; faults: string[] }> {
    const tab = await browser.newPage({ viewport: { width, height: 844 } });
    tab.setDefaultTimeout(patienceMs);
    const asked = new Set<string>();
    const faults: string[] = [];
    tab.on('request', (request) => {
      const { protocol, origin } = new URL(request.url());
      if (protocol !== 'data:') asked.add(origin);
    });
    tab.on('console', (message) => {
      if (message.type() === 'error') faults.push(message.text());
    });
    tab.on('pageerror', (error) => faults.push(String(error)));
    await tab.goto(`${local.url}/docs`);
    await tab.locator('.opblock').first().waitFor();
    return { tab, asked, faults };
  }

  test.each([390, 1280])(
    'shows every operation at a width of %i, all on the page',
    async (width) => {
      const { tab, asked, faults } = await open(width);
      await picture(tab, `docs-${width}`);

      const content = await tab.evaluate('document.documentElement.scrollWidth');
      expect(await tab.locator('.opblock').count()).toBeGreaterThan(30);
      expect(content).toBeLessThanOrEqual(width);
      expect([...asked]).toEqual([local.url]);
      expect(faults).toEqual([]);
      await tab.close();
    },
  );

  test.each([390, 1280])('tries a payment with the local key at a width of %i', async (width) => {
    const { tab, asked, faults } = await open(width);
    const create = operation(tab, 'komoju.payment.create');
    await create.locator('.opblock-summary-control').click();
    await picture(tab, `docs-open-${width}`);
    await create.getByRole('button', { name: 'Try it out' }).click();
    const body = {
      ...{ amount: 1000, currency: 'JPY' },
      payment_details: { type: 'konbini', store: 'lawson', email: 'taro@example.com' },
    };
    await create.locator('textarea.body-param__text').fill(JSON.stringify(body));
    await create.getByRole('button', { name: 'Execute' }).click();
    const answer = create.locator('.live-responses-table .response');
    await answer.waitFor();
    await answer.scrollIntoViewIfNeeded();
    await picture(tab, `docs-tried-${width}`);

    expect(await answer.locator('.response-col_status').innerText()).toContain('200');
    expect(await answer.innerText()).toContain('"status": "authorized"');
    expect([...asked]).toEqual([local.url]);
    expect(faults).toEqual([]);
    expect((await local.requests()).filter(({ path }) => path === '/api/v1/payments')).not.toEqual(
      [],
    );
    await tab.close();
  });
});
