import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { searchPayments } from '../../../../functions/providers/komoju/lookups.ts';
import { komoju } from '../../../../functions/providers/komoju/komoju.ts';
import { after, secondMs, type EpochMs } from '../../../../functions/platform/clock.ts';
import type { Window } from '../../../../functions/providers/list-search.ts';
import { findInList } from '../../../../functions/recovery/lookup/find-in-list.ts';
import { readListed } from '../../../../functions/recovery/lookup/read-page.ts';
import { walkList } from '../../../../functions/recovery/lookup/walk-list.ts';
import { errorWith, pageOf, paymentAt } from '../../../support/reads/komoju-objects.ts';
import {
  startProviderServer,
  type ProviderServer,
} from '../../../support/reads/provider-server.ts';

const list = { path: '/api/v1/payments', headers: {}, search: searchPayments };
const notRead = { kind: 'not_attempted', why: 'not_read' };
const at = 1_800_000_000_000 as EpochMs;
const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((id) => paymentAt({ id, at }));

let server: ProviderServer;
beforeEach(async () => {
  server = await startProviderServer(komoju);
});
afterEach(() => server.close());

/** Walks through the list; gives the ids that were visited, and what may be there all the same. */
async function walk(window?: Window, { isEnough = false, inParts = false } = {}) {
  const ids: string[] = [];
  const gap = await walkList(server.access, list, {
    ...server.call,
    window,
    inParts,
    visit: (items) => {
      ids.push(...items.map(({ object }) => object.id));
      return isEnough;
    },
  });
  return { ids, gap };
}

describe('a list', () => {
  test('is whole where every page was read', async () => {
    server.answerWith((url) => pageOf(url, [[a, b], [c]]));

    expect(await walk()).toEqual({ ids: ['a', 'b', 'c'], gap: undefined });
    expect(server.received.map(({ search }) => search)).toEqual([
      '?per_page=100&page=1',
      '?per_page=100&page=2',
    ]);
  });

  test.each<[string, (url: URL) => object]>([
    ['it holds fewer than its first page says', (url) => pageOf(url, [[a], [b]], { total: 3 })],
    [
      'it holds fewer than its first page says, and its last page says less',
      (url) => pageOf(url, [[a], [b]], { total: url.searchParams.get('page') === '1' ? 3 : 2 }),
    ],
    [
      'an item comes twice in place of another',
      (url) =>
        pageOf(url, [
          [a, b],
          [b, c],
        ]),
    ],
    [
      'an item cannot be read, though as many are there as it says',
      (url) => pageOf(url, [[a, { ...b, status: 'reversed' }]], { total: 1 }),
    ],
    ['a page is none', (url) => pageOf(url, [[a], [b]], { last_page: null })],
    [
      'a later page cannot be had',
      (url) =>
        url.searchParams.get('page') === '1'
          ? pageOf(url, [[a], [b]], { total: 1 })
          : errorWith('internal_server_error', 500),
    ],
    ['it is rejected', () => errorWith('not_found', 404)],
    ['it has no end', (url) => pageOf(url, [[a]], { last_page: 1_000_000 })],
  ])('is not read where %s', async (_, answer) => {
    server.answerWith(answer as Parameters<ProviderServer['answerWith']>[0]);

    expect((await walk()).gap).toEqual(notRead);
    expect(server.received.length).toBeLessThanOrEqual(500);
  });

  test('of which a part was enough may hold more', async () => {
    server.answerWith((url) => pageOf(url, [[a], [b]]));

    expect(await walk(undefined, { isEnough: true })).toEqual({ ids: ['a'], gap: notRead });
  });
});

describe('a window', () => {
  const window = { from: at, to: after(at, 10 * secondMs) };
  /** In the last second that is asked for. */
  const last = paymentAt({ id: 'e', at: after(window.to, secondMs + 999) });

  test('is asked for with a second more on either side, and holds what that shows', async () => {
    server.answerWith((url) => pageOf(url, [[a, last]]));

    expect((await walk(window)).gap).toBeUndefined();
    expect(server.received[0]?.search).toContain(
      '&start_time=2027-01-15T07%3A59%3A59Z&end_time=2027-01-15T08%3A00%3A11Z',
    );
  });

  test.each([
    ['before that', -2 * secondMs],
    ['after that', 12 * secondMs],
  ])('was ignored where an item lies %s', async (_, ms) => {
    server.answerWith((url) => pageOf(url, [[a, paymentAt({ id: 'e', at: after(at, ms) })]]));

    expect((await walk(window)).gap).toEqual({ kind: 'not_attempted', why: 'filter_ignored' });
  });
});

describe('a window that holds very much', () => {
  const hour = { from: at, to: after(at, 3_600 * secondMs) };
  const many = Array.from({ length: 3_100 }, (_, index) =>
    paymentAt({ id: `pay${index}`, at: after(at, index * secondMs) }),
  );
  type Asked = { readonly from: string; readonly to: string };
  const withEnds = (time: string, { from, to }: Asked): boolean => from <= time && time <= to;
  const withoutEnds = (time: string, { from, to }: Asked): boolean => from < time && time < to;
  /** Pages of a thousand of what is within the window that is asked for. */
  const answerWith = (changes: (from: string) => object = () => ({}), isIn = withEnds): void => {
    server.answerWith((url) => {
      const [from, to] = ['start_time', 'end_time'].map((name) => url.searchParams.get(name) ?? '');
      const within = many.filter(({ created_at: time }) =>
        isIn(String(time), { from: from ?? '', to: to ?? '' }),
      );
      const pages = [0, 1, 2, 3].map((page) => within.slice(page * 1_000, (page + 1) * 1_000));
      const filled = pages.filter((page) => page.length > 0);
      return pageOf(url, filled, changes(from ?? ''));
    });
  };
  const windowsAsked = () =>
    new Set(server.received.map(({ searchParams }) => searchParams.get('start_time')));

  test.each([
    ['with both ends', withEnds],
    ['without its ends', withoutEnds],
  ])('is gone through in parts, and all of it is, where a part is shown %s', async (_, isIn) => {
    answerWith(() => ({}), isIn);

    const { ids, gap } = await walk(hour, { inParts: true });

    expect([new Set(ids).size, gap, windowsAsked().size]).toEqual([many.length, undefined, 4]);
  });

  test('is not read where its parts hold less than the whole was said to', async () => {
    let pages = 0;
    answerWith(() => ((pages += 1) === 1 ? { total: many.length + 1 } : {}));

    expect((await walk(hour, { inParts: true })).gap).toEqual(notRead);
  });

  test('is gone through page by page where nobody is in a hurry', async () => {
    answerWith();

    const { ids, gap } = await walk(hour);

    expect([ids.length, gap, windowsAsked().size]).toEqual([many.length, undefined, 1]);
  });

  test('is not read where one of its parts is not', async () => {
    const begin = new Date(at - secondMs).toISOString().slice(0, 19);
    answerWith((from) => (from.startsWith(begin) ? {} : { total: 9_999 }));

    expect((await walk(hour, { inParts: true })).gap).toEqual(notRead);
  });
});

describe('what carries a reference', () => {
  const made = (id: string, reference: string, ms = 0) =>
    paymentAt({ id, at: after(at, ms), reference });
  const find = async (stopsAtFirst = false) => {
    const references = new Map([
      ['op_1', at],
      ['op_2', at],
    ]);
    const search = { ...server.call, references, stopsAtFirst };
    const { found, gap } = await findInList(server.access, list, search);
    return { gap, found: [...found].map(([reference, listed]) => [reference, ...listed.keys()]) };
  };

  test('is found, all of it, and nothing else', async () => {
    const pages = [
      [a, made('x', 'op_1'), made('y', 'op_3')],
      [made('z', 'op_1'), d],
    ];
    server.answerWith((url) => pageOf(url, pages));

    expect(await find()).toEqual({ gap: undefined, found: [['op_1', 'x', 'z']] });
  });

  test('is not found where it was made before the operation was asked for', async () => {
    server.answerWith((url) => pageOf(url, [[made('x', 'op_1', -secondMs), made('y', 'op_2')]]));

    expect(await find()).toEqual({ gap: undefined, found: [['op_2', 'y']] });
  });

  test('is enough where one is looked for: the rest is not read', async () => {
    server.answerWith((url) => pageOf(url, [[made('x', 'op_1')], [a]]));

    expect((await find(true)).found).toEqual([['op_1', 'x']]);
    expect(server.received).toHaveLength(1);
  });
});

describe('an object of a list', () => {
  const read = () => readListed(server.access, list, { ...server.call, id: 'a' });

  test('is told as its create would have been, and that it was read', async () => {
    server.answerWith(() => ({ body: a }));
    const created = { ...list, search: { ...searchPayments, madeStatus: 201 } };

    const outcome = await readListed(server.access, created, { ...server.call, id: 'a' });

    expect(outcome).toMatchObject({ kind: 'done', wasRead: true, answer: { status: 201 } });
    expect(server.received.map(({ pathname }) => pathname)).toEqual(['/api/v1/payments/a']);
  });

  test.each([
    ['is gone', errorWith('not_found', 404)],
    ['is another one', { body: b }],
    ['cannot be understood', { body: { ...a, status: 'reversed' } }],
    ['does not come', { status: 500, body: '' }],
  ])('is not read where it %s', async (_, answer) => {
    server.answerWith(() => answer);

    expect(await read()).toEqual(notRead);
  });
});
