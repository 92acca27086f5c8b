import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { localGateway } from '../../lib/console/reading/gateway.ts';
import { startConsole, type Console } from '../../lib/console/server/console.ts';
import { localSystem, type LocalSystem } from '../support/local.ts';
import { startReceiver, type Receiver } from '../support/receiver.ts';
import { makeVariedPayments, markup, type Odd } from '../support/varied/varied-payments.ts';
import { hasChromium, startChromium } from './chromium.ts';
import { preview, seeDoubts, seeEvidence, write } from './decision.ts';
import {
  choose,
  filterBy,
  find,
  openConsole,
  picture,
  showAll,
  shown,
  timesIn,
  violations,
  type Opened,
} from './operator.ts';
import { runsOver, screensOf } from './screens.ts';

/* The console in a real browser, over a local system with a hundred varied payments. */

jest.setTimeout(180_000);

const title = hasChromium() ? 'the console' : 'the console, skipped: there is no /usr/bin/chromium';
// Jest names no test of a file in which all are skipped.
if (!hasChromium()) process.stderr.write(`${title}\n`);

const widths = [1280, 390];

(hasChromium() ? describe : describe.skip)(title, () => {
  let local: LocalSystem | undefined;
  let receiver: Receiver;
  let served: Console;
  let browser: Browser;
  let odd: Odd;
  beforeAll(async () => {
    receiver = await startReceiver(() => Date.now() + (local?.aheadMs() ?? 0));
    // A server that is down for some: every fifth order.
    receiver.answer(({ data }) => (String(data['order']).endsWith('5') ? 500 : 200));
    const system = await localSystem({ endpoints: { 'demo-shop': receiver.url } });
    local = system;
    odd = await makeVariedPayments(system);
    served = await startConsole(() => Promise.resolve(localGateway(system.simulatorUrl)), 0);
    browser = await startChromium();
  }, 300_000);
  afterAll(async () => {
    await browser.close();
    await served.close();
    await local?.close();
    await receiver.close();
  });

  const expectClean = ({ origins, faults }: Opened): void => {
    expect(faults).toEqual([]);
    expect([...origins]).toEqual([new URL(served.url).origin]);
  };

  // Widths differ in their layout and schemes in their colours: each is seen once.
  test.each([
    [1280, 'light'],
    [390, 'dark'],
  ] as const)('shows every screen at a width of %i, %s, to everybody', async (width, scheme) => {
    const desk = await openConsole(browser, served, { width, scheme });
    const { tab } = desk;
    const found: Record<string, readonly string[]> = {};
    const wide: string[] = [];
    for (const [name, path] of Object.entries(screensOf(odd))) {
      await tab.goto(new URL(path, served.url).href);
      await shown(tab);
      await picture(tab, `console-${name}-${width}-${scheme}`);
      found[name] = await violations(tab);
      if ((await tab.evaluate(runsOver)) === true) wide.push(name);
    }

    expect(Object.entries(found).filter(([, all]) => all.length > 0)).toEqual([]);
    expect(wide).toEqual([]);
    expectClean(desk);
    await tab.context().close();
  });

  describe.each(widths)('an operator who sees only the pages, at a width of %i,', (width) => {
    test('finds which order was paid twice, by the findings and by the list', async () => {
      const desk = await openConsole(browser, served, { width });
      const { tab } = desk;
      await choose(tab, 'Findings');
      await tab.getByRole('link', { name: odd.twice.order }).click();
      await tab.getByRole('heading', { name: `Order ${odd.twice.order} paid twice` }).waitFor();
      for (const id of odd.twice.payments) {
        // Its own row, and that of the other one.
        expect(await tab.getByRole('link', { name: id }).count()).toBe(2);
      }

      await choose(tab, 'Payments');
      await filterBy(tab, 'State', 'Order paid twice');
      await tab.getByText('2 shown').waitFor();
      expect(await tab.getByRole('cell', { name: 'paid twice' }).count()).toBe(2);

      const [one = '', other = ''] = odd.twice.payments;
      for (const [here, there] of [
        [one, other],
        [other, one],
      ] as const) {
        await find(tab, here);
        const said = tab.locator('section', { hasText: 'This order is paid twice' });
        await said.getByText(`POST /komoju/api/v1/payments/${here}/refund`).waitFor();
        expect(await said.getByRole('link', { name: there }).count()).toBe(1);
        expect(await said.getByRole('link', { name: 'see at KOMOJU' }).count()).toBe(1);
      }
      expectClean(desk);
      await tab.context().close();
    });

    test('finds out what the konbini customers paid', async () => {
      const desk = await openConsole(browser, served, { width });
      const { tab } = desk;
      await find(tab, 'konbini');
      await tab.getByRole('link', { name: 'Payments paid by konbini' }).click();
      await tab.getByText('Paid in the 8 payments shown').waitFor();
      const cells = await tab.getByRole('cell', { name: 'konbini' }).allInnerTexts();
      expect(cells).toHaveLength(16);

      await filterBy(tab, 'Paid by', 'card');
      await tab.getByText(/\d+ shown/).waitFor();
      expect(await tab.getByRole('cell', { name: 'konbini' }).count()).toBe(0);
      expectClean(desk);
      await tab.context().close();
    });

    test('sees the requests strictly by time, and what waits, what failed and what runs', async () => {
      const desk = await openConsole(browser, served, { width });
      const { tab } = desk;
      await tab.getByText('shown, the newest').waitFor();
      await showAll(tab);
      const times = await timesIn(tab, 'tbody tr > td:first-child time');
      expect(times.length).toBeGreaterThan(100);
      expect(times).toEqual(times.toSorted().reverse());

      await choose(tab, 'Health');
      const failing = tab.getByRole('row', { name: /Deliveries that fail/ });
      await failing.getByRole('link').click();
      await tab.getByText('next try').first().waitFor();
      expect(await tab.getByRole('cell', { name: 'failing', exact: true }).count()).toBeGreaterThan(
        0,
      );
      expectClean(desk);
      await tab.context().close();
    });

    test('finds out why an operation is open, and looks at the provider', async () => {
      const desk = await openConsole(browser, served, { width });
      const { tab } = desk;
      await choose(tab, 'Open operations');
      await tab.getByRole('link', { name: odd.lostCreate }).click();
      await tab.getByText('No answer of the provider came').waitFor();
      await tab.getByText('Its caller may send it again until').waitFor();
      // The reconciliation ran before it: that has nothing to say of it.
      await tab.getByText('no run is on record since then').waitFor();
      await tab.getByRole('table', { name: 'Oldest first' }).getByText('¥3,300').waitFor();
      await tab.getByRole('button', { name: 'Check now' }).click();
      await tab.getByText('It shows nothing of this operation.').waitFor();
      expectClean(desk);
      await tab.context().close();
    });

    test('finds out what a customer paid, from the key that the shop used', async () => {
      const desk = await openConsole(browser, served, { width });
      const { tab } = desk;
      await find(tab, odd.partlyRefunded.key);
      await tab.getByRole('heading', { name: /^Operation op_/ }).waitFor();
      await tab.getByRole('link', { name: odd.partlyRefunded.id }).click();
      await tab.getByText('The customer paid').waitFor();
      const sums = await tab.locator('.sums').innerText();
      expect(sums.replaceAll(/\s+/g, ' ')).toBe(
        'The customer paid ¥5,500 ¥5,000, and tax and fee Refunded -¥1,500 Left ¥4,000',
      );
      expectClean(desk);
      await tab.context().close();
    });
  });

  test('a payment whose texts hold markup shows them as text', async () => {
    const desk = await openConsole(browser, served, { width: 1280 });
    const { tab } = desk;
    await find(tab, odd.markup.id);
    await tab.getByRole('heading', { name: `Order ${markup.order}` }).waitFor();
    await tab.getByRole('button', { name: 'Check now' }).click();
    await tab.getByText(markup.note, { exact: true }).waitFor();

    expect(await tab.title()).toBe(`Payment ${odd.markup.id} – payment gateway`);
    expect(await tab.locator('main img, main script, main b:text("bold")').count()).toBe(0);
    expectClean(desk);
    await tab.context().close();
  });

  test('shows times in the reader’s zone with UTC beside, and amounts with their decimals', async () => {
    const desk = await openConsole(browser, served, { width: 1280 });
    const { tab } = desk;
    const time = tab.locator('td time').first();
    const at = new Date(String(await time.getAttribute('datetime')));
    const inTokyo = at.toLocaleTimeString('en-US', {
      ...{ timeZone: 'Asia/Tokyo', hour: '2-digit', minute: '2-digit', second: '2-digit' },
    });
    expect(await time.innerText()).toContain(inTokyo);
    expect(await time.getAttribute('title')).toBe(
      `${at.toISOString().slice(0, 19).replace('T', ' ')} UTC`,
    );
    await tab.getByText('$21.99').first().waitFor();
    await tab.context().close();
  });

  test('saves what is shown as CSV', async () => {
    const { tab } = await openConsole(browser, served, { width: 1280 });
    await tab.goto(new URL('/?filter=twice', served.url).href);
    await shown(tab);
    const [download] = await Promise.all([
      tab.waitForEvent('download'),
      tab.getByRole('button', { name: 'Save as CSV' }).click(),
    ]);
    const lines = (await readFile(await download.path(), 'utf8')).trim().split('\r\n');
    expect(lines).toHaveLength(3);
    expect(lines[0]).toContain('order_state');
    expect(lines[1]).toContain(',order-twice,paid_twice,captured,paid,card,4200,4200,0,0,JPY,');
    await tab.context().close();
  });

  test('has a webhook sent once more', async () => {
    const { tab } = await openConsole(browser, served, { width: 1280 });
    await choose(tab, 'Webhooks');
    await tab.getByRole('link', { name: 'failing', exact: true }).click();
    await tab.waitForURL((url) => url.search !== '');
    await shown(tab);
    await tab
      .getByRole('button', { name: /^Send once more/ })
      .first()
      .click();
    await tab.getByText('1 will be sent once more').waitFor();
    // What was tried before it is still there to be seen.
    await choose(tab, 'Webhooks');
    await tab.getByText('before that').first().click();
    await tab.getByText('Sent once more by a person').waitFor();
    await picture(tab, 'console-replayed');
    await tab.context().close();
  });

  test('can be used by the keyboard alone', async () => {
    const { tab } = await openConsole(browser, served, { width: 1280 });
    await tab.goto(new URL('/health', served.url).href);
    await shown(tab);
    await tab.getByRole('searchbox').focus();
    await tab.keyboard.type(odd.chargedBack);
    await tab.keyboard.press('Enter');
    await tab.getByText('Charged back by the bank').waitFor();
    // The focus is where the new screen begins.
    expect(await tab.evaluate('document.activeElement.textContent')).toBe(
      `Payment ${odd.chargedBack}`,
    );
    await tab.keyboard.press('Tab');
    await tab.keyboard.press('Enter');
    await tab.getByText('It is as on record here.').waitFor();
    await tab.context().close();
  });

  test('decides an operation beside its evidence, after a preview', async () => {
    const { tab } = await openConsole(browser, served, { width: 1280 });
    await find(tab, odd.lostChange.operation);
    await seeEvidence(tab, odd.lostChange);
    await seeDoubts(tab);
    await preview(tab, odd.lostChange);
    await write(tab, odd.lostChange);

    // A decision is no request: its payment stays where it was.
    await choose(tab, 'Payments');
    expect(await tab.locator('tbody tr').first().innerText()).not.toContain(odd.lostChange.payment);
    await tab.context().close();
  });
});
