import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Item } from '../../functions/ledger/table/items.ts';
import { minuteMs } from '../../functions/platform/clock.ts';
import { komojuEvents } from '../../functions/providers/komoju/events.ts';
import { komoju } from '../../functions/providers/komoju/komoju.ts';
import { apply, receive } from '../../functions/inbox/apply.ts';
import { entryOf, inOrder, withOrigins } from '../../functions/inbox/history.ts';
import { paymentIndexes } from '../../functions/inbox/payment/indexes.ts';
import { inboxStore, type InboxStore } from '../../functions/inbox/inbox-store.ts';
import { attemptsIn, orderStateOf } from '../../functions/orders/attempts.ts';
import { orderItems } from '../../functions/orders/order-items.ts';
import {
  eventsOf,
  momentOf,
  paymentBody,
  type Happening,
  type Happened,
} from '../support/events.ts';
import { permutationsOf, stories } from '../support/stories.ts';
import { createInbox, memoryInbox, type TestInbox } from '../support/inbox.ts';
import { startProviderServer, type ProviderServer } from '../support/reads/provider-server.ts';
import { startTable, type TestTable } from '../support/table.ts';

/*
 * Events come twice, late and in any order, and reads may be older than they are. What is known at the end is the same
 * every time.
 */

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

const names = Object.keys(stories);
const storyOf = (name: string): readonly Happened[] => eventsOf(stories[name] ?? []);

/** Every order in which they may come, with each of them twice, once in every order. */
const deliveriesOf = (told: readonly Happened[]): Happened[][] => {
  const once = permutationsOf(told);
  return once.flatMap((order, place) => {
    const again = order[place % order.length];
    return again === undefined ? [order] : [order, [...order, ...order], [again, ...order]];
  });
};

/** How the provider shows a payment at a moment, to whom it shows what happened until then. */
type Reads = (id: string, until: number) => object | undefined;

const readsOf =
  (told: readonly Happened[]): Reads =>
  (id, until) => {
    const shown = told.filter(({ event }) => event.payment === id);
    const last = shown.findLast(({ event }) => (event.at ?? 0) <= until) ?? shown[0];
    return last && paymentBody(last.shown);
  };

/** The provider answers with what it shows at that moment. */
function answerWith(reads: Reads, until: () => number): void {
  server.answerWith(({ pathname }) => {
    const id = pathname.split('/').at(-1) ?? '';
    const body = reads(id, until());
    return body === undefined ? { status: 500, body: '' } : { body };
  });
}

/** Goes on with all that waits, as the minute job does, until nothing does. */
async function sweep(
  { context, clock }: TestInbox,
  waiting: Set<string>,
  ticks = 10,
): Promise<void> {
  for (let tick = 0; waiting.size > 0 && tick < ticks; tick += 1) {
    clock.advance(minuteMs);
    for (const id of waiting) {
      const record = await context.inbox.event('komoju', id);
      if (record === undefined) throw new Error(`The event ${id} is lost.`);
      const became = record.state === 'applied' ? 'applied' : await apply(context, record);
      if (became !== 'later') waiting.delete(id);
    }
  }
}

/** Delivers, and goes on with what waits. */
async function deliver(inbox: TestInbox, deliveries: readonly Happened[]): Promise<void> {
  const waiting = new Set<string>();
  for (const { event } of deliveries) {
    const became = await receive(inbox.context, event, 'webhook');
    if (became === 'later') waiting.add(event.id);
    else waiting.delete(event.id);
  }
  await sweep(inbox, waiting);
  expect([...waiting]).toEqual([]);
}

const statesOf = (inbox: InboxStore, ids: readonly string[]) =>
  Promise.all(ids.map(async (id) => (await inbox.payment('komoju', id))?.view));

/** What anybody can read at the end. When a finding was made is no part of it. */
function endOf(items: readonly Item[], views: readonly unknown[]): object {
  const lines = items.filter((item) => item['told'] ?? item['finding']);
  const payments = [...new Set(lines.map(({ resource }) => resource?.S ?? ''))].sort();
  const histories = payments.map((payment) => {
    const entries = lines.filter(({ resource }) => resource?.S === payment).map(entryOf);
    const told = entries.filter(({ cause }) => cause !== 'finding');
    return withOrigins(inOrder(told, Object.keys(komoju.phases)));
  });
  const findings = lines.map(entryOf).filter(({ cause }) => cause === 'finding');
  const attempts = attemptsIn(
    items.filter(({ order }) => order !== undefined),
    komoju,
  );
  return {
    views,
    histories,
    findings: findings.map(({ what, id }) => `${what} ${id}`).sort(),
    order: { state: orderStateOf(attempts), attempts },
  };
}

const idsOf = (told: readonly Happened[]): string[] => [
  ...new Set(told.map(({ event }) => event.payment)),
];

async function endInMemory(
  told: readonly Happened[],
  play: (inbox: TestInbox) => Promise<void>,
): Promise<object> {
  const store = memoryInbox();
  const inbox = createInbox(store, komojuEvents, server);
  await play(inbox);
  const end = endOf(store.items(), await statesOf(store, idsOf(told)));
  const reported = inbox.reported.toSorted();
  expect({ reported }).toEqual({ reported: (end as { findings: string[] }).findings });
  return end;
}

const always = (): number => momentOf(60);

/** Sets the clock to a moment of the story. */
const moveTo = ({ clock }: TestInbox, moment: number): void => {
  clock.advance(moment - clock.now());
};

describe.each(names)('%s', (name) => {
  const told = storyOf(name);
  let usual: object;
  beforeAll(async () => {
    answerWith(readsOf(told), always);
    usual = await endInMemory(told, (inbox) => deliver(inbox, told));
  });

  test('is as it was told', () => {
    const { views } = usual as { views: { id: string; state: string }[] };
    const last = idsOf(told).map(
      (id) => told.findLast(({ event }) => event.payment === id)?.shown.status,
    );
    expect(views.map(({ state }) => state)).toEqual(last);
  });

  test('ends the same in whatever order its events come, and however often', async () => {
    answerWith(readsOf(told), always);
    for (const order of deliveriesOf(told)) {
      expect(await endInMemory(told, (inbox) => deliver(inbox, order))).toEqual(usual);
    }
  });

  test('ends the same where each event is told as it happens, and every payment shows it', async () => {
    const end = await endInMemory(told, async (inbox) => {
      for (const each of told) {
        moveTo(inbox, each.event.at ?? 0);
        answerWith(readsOf(told), inbox.clock.now);
        await deliver(inbox, [each]);
      }
    });

    expect(end).toEqual(usual);
  });

  test.each([20_000, 90_000])('ends the same with reads that lag by %d ms', async (lag) => {
    for (const order of permutationsOf(told)) {
      const end = await endInMemory(told, async (inbox) => {
        const seen = new Set<Happened>();
        const waiting = new Set<string>();
        answerWith(readsOf(told), () => inbox.clock.now() - lag);
        // Whatever happens is told at once, or together with what happens later.
        for (const each of told) {
          moveTo(inbox, each.event.at ?? 0);
          seen.add(each);
          while (order[0] !== undefined && seen.has(order[0])) {
            const next = order.shift();
            if (next === undefined) break;
            const became = await receive(inbox.context, next.event, 'webhook');
            if (became === 'later') waiting.add(next.event.id);
          }
          await sweep(inbox, waiting, 4);
        }
        await sweep(inbox, waiting);
        expect([...waiting]).toEqual([]);
      });
      expect(end).toEqual(usual);
    }
  });
});

describe('over a real table', () => {
  let run = 0;
  test.each(names)('%s', async (name) => {
    const orders = permutationsOf(storyOf(name));
    const ends: string[] = [];
    for (let place = 0; place < orders.length; place += Math.ceil(orders.length / 6)) {
      run += 1;
      const mark = `r${run}`;
      const marked = (stories[name] ?? []).map(([types, shown]): Happening => [
        types,
        { ...shown, id: `${shown.id ?? 'pay1'}${mark}`, order: mark },
      ]);
      const told = eventsOf(marked);
      const order = permutationsOf(told)[place] ?? [];
      answerWith(readsOf(told), always);
      const store = inboxStore(table.client, table.name);
      const inbox = createInbox(store, komojuEvents, server);
      await deliver(inbox, [...order, ...order]);
      const indexes = paymentIndexes(table.client, table.name);
      const histories = await Promise.all(
        idsOf(told).map((id) => indexes.history(`komoju#${id}`, 50, undefined)),
      );
      const items = [
        ...histories.flatMap((page) => page.items),
        ...(await orderItems(table.client, table.name, { order: `komoju#${mark}` })),
      ];
      const end = endOf(items, await statesOf(store, idsOf(told)));
      ends.push(JSON.stringify(end).replaceAll(mark, ''));
    }

    expect(new Set(ends).size).toBe(1);
    expect(ends[0]).not.toContain('state_differs');
  });
});
