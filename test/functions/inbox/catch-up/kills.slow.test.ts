import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { apply, receive } from '../../../../functions/inbox/apply.ts';
import { catchUp } from '../../../../functions/inbox/catch-up/catch-up.ts';
import { readEvents } from '../../../../functions/inbox/catch-up/read-events.ts';
import type { InboxContext } from '../../../../functions/inbox/inbox-context.ts';
import { inboxStore, type InboxStore } from '../../../../functions/inbox/inbox-store.ts';
import { toEvent, toPayment, viewText } from '../../../../functions/inbox/items.ts';
import { minuteMs, secondMs } from '../../../../functions/platform/clock.ts';
import { komojuEvents } from '../../../../functions/providers/komoju/events.ts';
import { komoju } from '../../../../functions/providers/komoju/komoju.ts';
import { allItems, clearItems } from '../../../support/all-items.ts';
import { diedOr, dying, dyingRecovery, stepsUntil } from '../../../support/dying.ts';
import { eventsOf, paymentBody, type Shown } from '../../../support/events.ts';
import { createInbox, memoryInbox } from '../../../support/inbox.ts';
import { pageOf } from '../../../support/reads/komoju-objects.ts';
import {
  startProviderServer,
  type ProviderServer,
} from '../../../support/reads/provider-server.ts';
import { startTable, type TestTable } from '../../../support/table.ts';

/* The minute job dies before and after every call that it makes of the table, the ledger and the secrets. */

let server: ProviderServer;
let table: TestTable;
beforeAll(async () => {
  server = await startProviderServer(komoju);
  table = await startTable();
});
afterAll(async () => {
  await server.close();
  await table.close();
});

const charged: Shown = {
  ...{ id: 'pay3', status: 'refunded' },
  refunds: [{ id: 'bank1', amount: 1000, chargeback: true }],
};
/** How the payments are now. Two of them pay one order. */
const now: readonly Shown[] = [
  { id: 'pay1', status: 'captured' },
  { id: 'pay2', status: 'captured' },
  charged,
];
const happened = eventsOf([
  [['authorized'], { id: 'pay1', status: 'authorized' }],
  [['captured'], { id: 'pay1', status: 'captured' }],
  [['captured'], { id: 'pay2', status: 'captured' }],
  [['refunded'], charged],
]);
const events = happened.map(({ event }) => event);
const newest = happened.map(({ body }) => body).toReversed();

beforeEach(() => {
  server.answerWith((url) => {
    const shown = now.find(({ id = '' }) => url.pathname.endsWith(`/${id}`));
    if (shown !== undefined) return { body: paymentBody(shown) };
    return pageOf(url, [newest.slice(0, 2), newest.slice(2)]);
  });
});

/** Nothing that was not received lies behind the cursor. */
async function expectNothingPassed(inbox: InboxStore): Promise<void> {
  const cursor = (await inbox.cursor('komoju')) ?? 0;
  for (const { id, at = 0 } of events) {
    if ((await inbox.event('komoju', id)) === undefined) expect(at).toBeGreaterThan(cursor);
  }
}

/** What there is at the end, without the times at which it came to be. */
const endOf = (items: Awaited<ReturnType<typeof allItems>>): readonly unknown[] =>
  [...items.values()]
    .map((item) => {
      const pk = item['pk']?.S ?? '';
      if (pk.startsWith('EVT#')) return `${pk} ${toEvent(item).state}`;
      if (pk.startsWith('PAY#')) return `${pk} ${viewText(toPayment(item).view)}`;
      return `${pk} ${item['upTo']?.N ?? ''}`;
    })
    .sort();

const expectOnce = (reported: readonly string[]): void => {
  expect(reported).toEqual([...new Set(reported)]);
};

test('wherever the reading of a list dies, the cursor passes nothing, and the next loses nothing', async () => {
  const endAfter = async (place: number) => {
    const store = memoryInbox();
    const { context, clock, reported } = createInbox(store, komojuEvents, server);
    const { at } = stepsUntil(place);
    const recovery = dyingRecovery(context.recovery, at);
    const access = recovery.providers.get('komoju') ?? context.access;
    const dead: InboxContext = {
      ...context,
      inbox: dying<InboxStore>(store, at),
      access,
      recovery,
    };
    const died = await diedOr(readEvents(dead));
    await expectNothingPassed(store);
    clock.advance(2 * minuteMs);
    await readEvents(context);
    for (const { id } of events) {
      const record = await store.event('komoju', id);
      if (record?.state === 'received') await apply(context, record);
    }
    expectOnce(reported);
    const items = new Map(store.items().map((item, number) => [String(number), item]));
    return { died, end: endOf(items), cursor: await store.cursor('komoju') };
  };
  const undisturbed = await endAfter(Infinity);
  expect(undisturbed.cursor).toBe(events.at(-1)?.at);

  let place = 1;
  for (; ; place += 1) {
    const { died, end, cursor } = await endAfter(place);
    expect({ place, end, cursor }).toEqual({
      ...{ place, end: undisturbed.end, cursor: undisturbed.cursor },
    });
    if (died !== 'died') break;
  }

  // The cursor twice, two pages, and of each of four events at least six calls; each before and after.
  expect(place).toBeGreaterThan(2 * (4 + 4 * 6));
}, 120_000);

test('wherever a whole run dies, the next runs lose nothing and double nothing', async () => {
  const endAfter = async (place: number) => {
    await clearItems(table.client, table.name);
    const { context, clock, reported } = createInbox(
      inboxStore(table.client, table.name),
      komojuEvents,
      server,
    );
    const { recovery } = context;
    const run = (client: DynamoDBClient, by = recovery) =>
      catchUp(by, { client, table: table.name }, [komojuEvents]);
    // A webhook has died on its way; and one payment is to be looked at.
    const [first, , third] = events;
    if (first === undefined || third === undefined) throw new Error('There is no event.');
    const unread = { ...context, access: { ...context.access, origin: 'http://127.0.0.1:1' } };
    expect(await receive(unread, first, 'webhook')).toBe('later');
    expect(await receive(context, third, 'webhook')).toBe('applied');
    clock.advance(2 * minuteMs);

    const { at } = stepsUntil(place);
    const died = await diedOr(run(dying(table.client, at), dyingRecovery(recovery, at)));
    await expectNothingPassed(context.inbox);
    for (let number = 0; number < 3; number += 1) {
      clock.advance(2 * minuteMs + secondMs);
      await run(table.client);
    }
    expectOnce(reported.filter((each) => !each.startsWith('object_not_read')));
    return { died, end: endOf(await allItems(table.client, table.name)) };
  };
  const undisturbed = await endAfter(Infinity);
  expect(JSON.stringify(undisturbed.end)).toContain('FINDING#order_paid_twice#komoju#A1');
  expect(JSON.stringify(undisturbed.end)).toContain('FINDING#chargeback#komoju#bank1pay3');

  let place = 1;
  for (; ; place += 1) {
    const { died, end } = await endAfter(place);
    expect({ place, end }).toEqual({ place, end: undisturbed.end });
    if (died !== 'died') break;
  }

  // What is due is asked of each of eight shards; then come two things that are due, and the list.
  expect(place).toBeGreaterThan(60);
}, 600_000);
