import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { coiney } from '../../../../functions/providers/coiney/coiney.ts';
import { searchPayments } from '../../../../functions/providers/coiney/objects.ts';
import { after, minuteMs, type EpochMs } from '../../../../functions/platform/clock.ts';
import { walkList } from '../../../../functions/recovery/lookup/walk-list.ts';
import {
  startProviderServer,
  type ProviderServer,
} from '../../../support/reads/provider-server.ts';

/* A list that cannot be asked for a time is read from its newest to what is too old, and not to its end. */

const list = { path: '/api/v1/payments', headers: {}, search: searchPayments };
const notRead = { kind: 'not_attempted', why: 'not_read' };
const at = 1_800_000_000_000 as EpochMs;

let server: ProviderServer;
beforeEach(async () => {
  server = await startProviderServer(coiney);
});
afterEach(() => server.close());

/** Links by their ages in minutes, in the order of the list. */
const linksOf = (ages: readonly number[]) =>
  ages.map((age, index) => ({
    id: `link${index}`,
    status: 'open',
    amount: 1000,
    currency: 'jpy',
    metadata: {},
    createdAt: new Date(after(at, -age * minuteMs)).toISOString(),
  }));

type Link = ReturnType<typeof linksOf>[number];

/** The page of three that a request asks for. */
function pageOf(url: URL, links: readonly Link[]) {
  const cursor = url.searchParams.get('startingAfter');
  const start = cursor === null ? 0 : links.findIndex(({ id }) => id === cursor) + 1;
  const data = links.slice(start, start + 3);
  return { data, hasMore: start + data.length < links.length, totalCount: links.length };
}

/** Walks to what is older than ten minutes: what was visited, why that may not be all, how often it asked, what it told. */
async function walk(
  ages: readonly number[],
  shown: (url: URL, asked: number) => object = () => ({}),
) {
  const links = linksOf(ages);
  server.answerWith((url) => ({
    body: { ...pageOf(url, links), ...shown(url, server.received.length) },
  }));
  const visited = new Set<string>();
  let isOutOfOrder = false;
  const gap = await walkList(server.access, list, {
    ...server.call,
    since: after(at, -10 * minuteMs),
    visit: (items) => {
      for (const { object } of items) visited.add(object.id);
      return false;
    },
    outOfOrder: () => {
      isOutOfOrder = true;
    },
  });
  return { visited: visited.size, gap, asked: server.received.length, isOutOfOrder };
}

const old = [20, 21, 22, 23, 24, 25, 26, 27];

describe('a list that comes newest first', () => {
  test('is read to what is too old, and its first page once more', async () => {
    expect(await walk([1, 2, 3, 4, ...old])).toEqual({
      ...{ visited: 5, gap: undefined, asked: 3, isOutOfOrder: false },
    });
  });

  test('is read on while an item is not too old', async () => {
    expect((await walk([1, 2, 10, 11, ...old])).visited).toBe(5);
    server.received.length = 0;
    expect((await walk([1, 2, 10, 10, 10, ...old])).visited).toBe(7);
  });

  test.each<[string, (url: URL, asked: number) => object]>([
    [
      'a page leaves out what follows the one before',
      (url) => {
        const cursor = url.searchParams.get('startingAfter');
        return cursor === null ? {} : { data: linksOf([1, 2, 3, 4, ...old]).slice(5, 8) };
      },
    ],
    [
      'its first page was another one',
      (_, asked) => (asked === 1 ? { data: linksOf([1, 2, 3, 4, ...old]).slice(6, 9) } : {}),
    ],
  ])('is not read where %s', async (_, shown) => {
    expect((await walk([1, 2, 3, 4, ...old], shown)).gap).toEqual(notRead);
  });
});

describe('a list in another order is read to its end', () => {
  test.each<[string, readonly number[]]>([
    ['oldest first', [...old].reverse().concat([4, 3])],
    ['mixed', [1, 20, 2, 21, 22, 23, 24, 25]],
  ])('%s, and that is told', async (_, ages) => {
    const { visited, gap, isOutOfOrder } = await walk(ages);

    expect([visited, gap, isOutOfOrder]).toEqual([ages.length, undefined, true]);
  });

  test('unless it is all of one time: that tells no order', async () => {
    const ages = [20, 20, 20, 20, 20, 20];

    expect(await walk(ages)).toMatchObject({ visited: ages.length, isOutOfOrder: false });
  });

  test('and must then be as long as it says', async () => {
    expect((await walk([3, 4, 20], () => ({ totalCount: 4 }))).gap).toEqual(notRead);
  });
});
