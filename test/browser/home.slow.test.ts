import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { startSystem, type System } from '../journeys/system.ts';
import { hasChromium, startChromium } from './chromium.ts';
import { picture, violations } from './operator.ts';

/* The page at / of the local system, in a real browser. */

jest.setTimeout(60_000);

const patienceMs = 30_000;

const title = hasChromium()
  ? 'the page of the local system'
  : 'the page of the local system, skipped: there is no /usr/bin/chromium';
// Jest names no test of a file in which all are skipped.
if (!hasChromium()) process.stderr.write(`${title}\n`);

const inShell = async (command: string): Promise<string> =>
  (await promisify(execFile)('sh', ['-c', command])).stdout;

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

  async function open(width: number, colorScheme: 'light' | 'dark' = 'light') {
    const context = await browser.newContext({ viewport: { width, height: 844 }, colorScheme });
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const tab = await context.newPage();
    tab.setDefaultTimeout(patienceMs);
    const faults: string[] = [];
    tab.on('console', (message) => {
      if (message.type() === 'error') faults.push(message.text());
    });
    tab.on('pageerror', (error) => faults.push(String(error)));
    await tab.goto(local.url);
    return { tab, faults };
  }

  /** Copies a first request as a person does, and runs it. */
  async function runRequest(tab: Page, name: string): Promise<string> {
    await tab.getByRole('button', { name: `Copy: ${name}`, exact: true }).click();
    return inShell(await tab.evaluate<string>('navigator.clipboard.readText()'));
  }

  const says = (tab: Page, words: RegExp) =>
    tab.getByRole('status').filter({ hasText: words }).waitFor();

  test('a request that is copied and run is shown as it happens, and its customer pays', async () => {
    const { tab, faults } = await open(1280);

    expect(await runRequest(tab, 'Pay at a convenience store')).toContain('"status":"authorized"');
    const line = tab.locator('#lines li', { hasText: 'komoju.payment.create' });
    await line.filter({ hasText: '200' }).waitFor();
    await line.getByRole('button', { name: 'Its customer pays' }).click();
    await says(tab, /^Its customer has paid/);

    await line.getByRole('button').waitFor({ state: 'detached' });
    await picture(tab, 'home-1280');
    expect(await violations(tab)).toEqual([]);
    expect(faults).toEqual([]);
  });

  test('the answer to the next payment is lost, and the same request again is the same payment', async () => {
    const { tab } = await open(390, 'dark');

    await tab.getByRole('button', { name: 'Lose the answer' }).first().click();
    await says(tab, /will be lost/);
    const again = 'Pay, hear 409, and send the same again: one payment';
    expect(await runRequest(tab, again)).toContain('outcome_unknown');
    expect(await runRequest(tab, again)).toContain('"status":"authorized"');
    await tab.locator('#lines .bad, #lines .care').first().waitFor();

    await picture(tab, 'home-390-dark');
    expect(await violations(tab)).toEqual([]);
    const wide = await tab.evaluate('document.documentElement.scrollWidth');
    expect(wide).toBe(390);
  });

  test('time goes on', async () => {
    const { tab } = await open(390);
    const before = local.aheadMs();

    await tab.getByRole('button', { name: 'One hour passes' }).click();
    await says(tab, /^It is \d{4}-/);

    expect(local.aheadMs() - before).toBe(3_600_000);
  });

  test('what a caller wrote is text', async () => {
    const { tab, faults } = await open(1280);
    const body = '{"amount":1,"currency":"<img src=x onerror=alert(1)>"}';
    await local.call('POST', '/komoju/api/v1/payments', {
      body: JSON.parse(body) as object,
      idempotencyKey: '<b>bold</b>',
    });

    await tab.locator('#lines li', { hasText: '4' }).first().waitFor();
    expect(await tab.locator('#lines img, #lines b').count()).toBe(0);
    expect(faults).toEqual([]);
  });
});
