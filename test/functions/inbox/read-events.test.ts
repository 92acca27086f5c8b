import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { dayMs, hourMs, secondMs, type EpochMs } from '../../../functions/platform/clock.ts';
import { komojuEvents } from '../../../functions/providers/komoju/events.ts';
import { komoju } from '../../../functions/providers/komoju/komoju.ts';
import { readEvents } from '../../../functions/inbox/catch-up/read-events.ts';
import { eventsOf, momentOf, paymentBody, type Shown } from '../../support/events.ts';
import { createInbox, memoryInbox } from '../../support/inbox.ts';
import { pageOf, written } from '../../support/reads/komoju-objects.ts';
import { startProviderServer, type ProviderServer } from '../../support/reads/provider-server.ts';

let server: ProviderServer;
beforeEach(async () => {
  server = await startProviderServer(komoju);
});
afterEach(() => server.close());

const captured: Shown = { status: 'captured' };
const [older, newer] = eventsOf([
  [['authorized'], { status: 'authorized' }],
  [['captured'], captured],
]).map(({ body }) => body);
const unreadable = { type: 'payment.captured' };

/** The list has these pages; one that is undefined is not answered. */
const listIs = (...pages: (readonly unknown[] | undefined)[]): void => {
  server.answerWith((url) => {
    if (url.pathname.endsWith('/pay1')) return { body: paymentBody(captured) };
    if (pages[Number(url.searchParams.get('page')) - 1] === undefined)
      return { status: 500, body: '' };
    return pageOf(
      url,
      pages.map((page) => page ?? []),
    );
  });
};

/** Where a first look leaves the cursor that moves over no event: the next look begins an hour before it. */
const beginAt = (now: number): number => now - 23 * hourMs;

test('what happens after a first look is read days later, though that look found nothing', async () => {
  const store = memoryInbox();
  const { context, clock } = createInbox(store, komojuEvents, server);
  const begins: (string | null)[] = [];
  server.answerWith((url) => {
    begins.push(url.searchParams.get('start_time'));
    return pageOf(url, [[]]);
  });

  await readEvents(context);
  clock.advance(3 * dayMs);
  await readEvents(context);

  expect(begins.length).toBe(2);
  expect(begins[1]).toBe(begins[0]);
});

test('the cursor moves to the newest event, and what is known is not missed again', async () => {
  const store = memoryInbox();
  const { context } = createInbox(store, komojuEvents, server);
  listIs([newer], [older]);

  expect(await readEvents(context)).toBe(2);
  expect(await readEvents(context)).toBe(0);
  expect(await store.cursor('komoju')).toBe(momentOf(1));
});

test.each([
  ['an event cannot be read', [[newer, unreadable, older]]],
  ['a page is lost', [[newer], undefined]],
])('where %s, the others are received, and the cursor stays', async (_, pages) => {
  const store = memoryInbox();
  const { context, clock, reported } = createInbox(store, komojuEvents, server);
  listIs(...pages);

  await readEvents(context);

  expect(await store.payment('komoju', 'pay1')).toMatchObject({ view: { state: 'captured' } });
  expect(await store.cursor('komoju')).toBe(beginAt(clock.now()));
  expect(reported).toContain('list_not_read');
});

test('a run that must end moves the cursor over nothing that it did not come to', async () => {
  const store = memoryInbox();
  const { context, clock, end } = createInbox(store, komojuEvents, server);
  listIs([newer, older]);
  end();

  expect(await readEvents(context)).toBe(0);
  expect(await store.cursor('komoju')).toBe(beginAt(clock.now()));
});

test('a run that ends on the way leaves the events after it to the next', async () => {
  const store = memoryInbox();
  const { context, end } = createInbox(store, komojuEvents, server);
  server.answerWith((url) => {
    if (!url.pathname.endsWith('/pay1')) return pageOf(url, [[newer, older]]);
    end();
    return { body: paymentBody(captured) };
  });

  expect(await readEvents(context)).toBe(1);
  expect(await store.cursor('komoju')).toBe(momentOf(0));
});

test('a list that is too long for one look is read by halves, from where the last one ended', async () => {
  const store = memoryInbox();
  const { context, clock, reported } = createInbox(store, komojuEvents, server);
  await store.moveCursor('komoju', (clock.now() - 8 * hourMs) as EpochMs);
  const looks: string[] = [];
  server.answerWith((url) => {
    if (url.pathname.endsWith('/pay1')) return { body: paymentBody(captured) };
    const { start_time: from = '', end_time: to = written(clock.now()) } = Object.fromEntries(
      url.searchParams,
    );
    const hours = (Date.parse(to) - Date.parse(from)) / hourMs;
    if (hours > 3) return pageOf(url, [[newer]], { last_page: 201 });
    looks.push(`${from} ${to}`);
    const isWithin = (each: object): boolean => {
      const { created_at: at } = each as { created_at: string };
      return from <= at && at <= to;
    };
    return pageOf(url, [[newer, older].flatMap((each) => (each && isWithin(each) ? [each] : []))]);
  });

  expect(await readEvents(context)).toBe(2);

  // Each begins where the one before it ended, with a second more on either side, and the last one ends now.
  const moments = looks.map((look) => look.split(' '));
  const begins = moments.slice(1).map(([from]) => Date.parse(from ?? '') + 2 * secondMs);
  expect(begins).toEqual(moments.slice(0, -1).map(([, to]) => Date.parse(to ?? '')));
  expect(moments.at(-1)?.[1]).toBe(written(clock.now()));
  expect(looks.length).toBeGreaterThan(2);
  expect(reported).not.toContain('list_not_read');
  expect(await store.cursor('komoju')).toBe(Date.parse(moments.at(-1)?.[0] ?? '') + secondMs);
});

test('a minute with more events than one look can read is reported, and its newest are received', async () => {
  const store = memoryInbox();
  const { context, clock, reported } = createInbox(store, komojuEvents, server);
  server.answerWith((url) =>
    url.pathname.endsWith('/pay1')
      ? { body: paymentBody(captured) }
      : pageOf(url, [[newer]], { last_page: 201 }),
  );

  expect(await readEvents(context)).toBe(1);
  expect(reported).toContain('list_not_read');
  expect(await store.cursor('komoju')).toBe(beginAt(clock.now()));
});
