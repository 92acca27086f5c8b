import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { start } from '../../../../functions/gateway/payment/history.ts';
import type { HistoryEntry } from '../../../../functions/inbox/history.ts';
import { inboxStore } from '../../../../functions/inbox/inbox-store.ts';
import { secondMs, type EpochMs } from '../../../../functions/platform/clock.ts';
import type { PaymentView } from '../../../../functions/providers/event-source.ts';
import { errorOf, invoke, startWorld, type World } from '../../../support/handler.ts';
import { at } from '../../../support/records.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
}, 30_000);
afterAll(() => world.close());

const inSeconds = (seconds: number): EpochMs => (at + seconds * secondMs) as EpochMs;

type Happened = { readonly id: string; readonly at: EpochMs; readonly state?: string };

const viewOf = (payment: string, state: string): PaymentView => ({
  ...{ id: payment, state, amount: 1000, total: 1000, currency: 'JPY', at, refunds: [] },
});

/** Keeps events of a payment, in the order in which they are given. */
async function keep(payment: string, happened: readonly Happened[]): Promise<void> {
  const inbox = inboxStore(world.table.client, world.table.name);
  for (const { id, at: moment, state = 'authorized' } of happened) {
    const event = { id, type: 'payment.told', payment, at: moment, told: viewOf(payment, state) };
    const record = { provider: 'komoju', event, cause: 'webhook', receivedAt: at } as const;
    await inbox.receive({ ...record, state: 'received', tries: 0 }, at);
  }
}

type History = { readonly data: readonly HistoryEntry[]; readonly next_page: string | null };

async function pageOf(payment: string, page?: string): Promise<History> {
  const path = { provider: 'komoju', paymentId: payment };
  const { status, body } = await invoke(start(), {
    path,
    query: page === undefined ? {} : { page: [page] },
  });
  expect(status).toBe(200);
  return JSON.parse(body) as History;
}

async function pagesOf(payment: string): Promise<readonly (readonly HistoryEntry[])[]> {
  const pages: (readonly HistoryEntry[])[] = [];
  for (let next: string | null | undefined = undefined; next !== null;) {
    const { data, next_page }: History = await pageOf(payment, next);
    pages.push(data);
    next = next_page;
  }
  return pages;
}

const idsOf = (entries: readonly HistoryEntry[]): string[] => entries.map(({ id }) => id);

describe('a history of several pages', () => {
  /** Three of each second, 123 in all: no page ends where a second does, and no id says which was first. */
  const happenedIn = (payment: string) =>
    Array.from({ length: 123 }, (_, place) => ({
      id: `${payment}_${String((place * 50) % 123).padStart(3, '0')}`,
      at: inSeconds(Math.floor(place / 3)),
    }));

  test('is told oldest first, each once, by the cursor of each page', async () => {
    const happened = happenedIn('long');
    await keep('long', happened.toReversed());

    const pages = await pagesOf('long');

    expect(pages.map((page) => page.length)).toEqual([50, 50, 23]);
    const entries = pages.flat();
    expect(idsOf(entries).toSorted()).toEqual(happened.map(({ id }) => id).toSorted());
    const moments = entries.map((entry) => Date.parse(entry.at));
    expect(moments).toEqual(moments.toSorted((one, other) => one - other));
  });

  test('is the same whenever it is read, and however its events came', async () => {
    await keep('forth', happenedIn('forth'));
    await keep('back', happenedIn('back').toReversed());
    const numbersOf = async (payment: string): Promise<string[]> =>
      idsOf((await pagesOf(payment)).flat()).map((id) => id.slice(-3));

    const first = await numbersOf('forth');

    expect(await numbersOf('forth')).toEqual(first);
    expect(await numbersOf('back')).toEqual(first);
  });

  test('of exactly one page ends without a line, and not with a 404', async () => {
    await keep('exact', happenedIn('exact').slice(0, 50));

    expect((await pagesOf('exact')).map((page) => page.length)).toEqual([50, 0]);
  });
});

test('what has one second stands in the order of the states, whatever came first', async () => {
  const second = [
    { id: 'evt_a', at: inSeconds(1), state: 'captured' },
    { id: 'evt_b', at: inSeconds(1), state: 'authorized' },
    { id: 'evt_c', at: inSeconds(0), state: 'pending' },
    { id: 'evt_d', at: inSeconds(1), state: 'captured' },
  ];
  await keep('same', second);

  const { data, next_page } = await pageOf('same');

  expect(next_page).toBeNull();
  expect(data.map(({ id, from, to }) => [id, from, to])).toEqual([
    ['evt_c', null, 'pending'],
    ['evt_b', 'pending', 'authorized'],
    ['evt_a', 'authorized', 'captured'],
    ['evt_d', 'captured', 'captured'],
  ]);
});

describe('a page', () => {
  const askWith = async (page: string) => {
    const path = { provider: 'komoju', paymentId: 'paged' };
    return invoke(start(), { path, query: { page: [page] } });
  };
  const cursor = (value: unknown): string =>
    Buffer.from(JSON.stringify(value)).toString('base64url');

  test.each([
    ['no cursor', 'x'],
    ['empty', ''],
    ['a list', cursor([])],
    ['null', cursor(null)],
    ['another payment’s', cursor({ resource: { S: 'komoju#other' }, at: { N: '1' } })],
    ['another provider’s', cursor({ resource: { S: 'coiney#paged' }, at: { N: '1' } })],
    ['not whole', cursor({ resource: { S: 'komoju#paged' } })],
    ['of more', cursor({ resource: { S: 'komoju#paged' }, other: { S: 'x' } })],
  ])('that is %s is refused as the parameter that it is', async (_, page) => {
    await keep('paged', [{ id: 'evt_1', at }]);

    const reply = await askWith(page);

    expect([reply.status, errorOf(reply)]).toEqual([
      422,
      { code: 'invalid_parameter', param: 'page' },
    ]);
  });
});

test.each([
  ['komoju', 'nothing'],
  ['nobody', 'pay1'],
  ['komoju', '../x'],
  ['komoju', ''],
])('of %s %j nothing is on record', async (provider, paymentId) => {
  const reply = await invoke(start(), { path: { provider, paymentId } });

  expect([reply.status, errorOf(reply).code]).toEqual([404, 'not_found']);
});
