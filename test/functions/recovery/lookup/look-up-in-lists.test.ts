import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { komoju } from '../../../../functions/providers/komoju/komoju.ts';
import {
  after,
  dayMs,
  minuteMs,
  secondMs,
  type EpochMs,
} from '../../../../functions/platform/clock.ts';
import type { OperationRecord } from '../../../../functions/ledger/record.ts';
import { lookUpInLists } from '../../../../functions/recovery/lookup/look-up-in-lists.ts';
import type { ProviderLookup } from '../../../../functions/recovery/lookup/provider-lookup.ts';
import { earliestOf, searchWindowOf } from '../../../../functions/recovery/lookup/windows.ts';
import { pageOf, paymentAt, written } from '../../../support/reads/komoju-objects.ts';
import { lookupsAt, openWith } from '../../../support/reads/lookups.ts';
import {
  startProviderServer,
  type ProviderServer,
} from '../../../support/reads/provider-server.ts';

const at = 1_800_000_000_000 as EpochMs;

let server: ProviderServer;
let lookups: ReturnType<typeof lookupsAt>;
beforeEach(async () => {
  server = await startProviderServer(komoju);
  lookups = lookupsAt(server);
});
afterEach(() => server.close());

const creating = (id: string, firstAt = at, changes: Partial<OperationRecord> = {}) =>
  openWith({ id, operation: 'komoju.payment.create', firstAt, lastAt: firstAt, ...changes });
const made = (id: string, reference: string, ms = 0) =>
  paymentAt({ id, reference, at: after(at, ms) });

/** Answers as a list of these payments does, which gives those of the window that is asked for. */
function answerWith(payments: readonly Record<string, unknown>[], changes: object = {}): void {
  const isWithin = (url: URL) => (payment: Record<string, unknown>) => {
    const time = String(payment['created_at']);
    const [from, to] = ['start_time', 'end_time'].map((name) => url.searchParams.get(name) ?? '');
    return time >= (from ?? '') && time <= (to ?? '');
  };
  server.answerWith((url) => {
    if (url.pathname.endsWith('/payments')) {
      return pageOf(url, [payments.filter(isWithin(url))], changes);
    }
    return { body: payments.find(({ id }) => url.pathname.endsWith(`/${String(id)}`)) };
  });
}

type Shown = readonly [id: string, lookup: ProviderLookup | undefined];
async function lookUp(...operations: readonly ReturnType<typeof openWith>[]) {
  const shown: Shown[] = [];
  await lookUpInLists(lookups.context, operations, ({ record }, lookup) => {
    shown.push([record.id, lookup]);
    return Promise.resolve();
  });
  return shown;
}
/** Each operation, by its id, with what was observed of it. */
const objectsOf = (shown: readonly Shown[]) =>
  shown
    .map(([id, lookup]) => [id, ...(lookup?.observed ?? []).map(({ object }) => object.id)])
    .sort();

describe('a lookup in a list', () => {
  test('is dated when it begins, before the first page is read', async () => {
    const { clock } = lookups;
    server.answerWith((url) => {
      clock.advance(minuteMs);
      return pageOf(url, [[], []]);
    });

    const [[, lookup] = []] = await lookUp(creating('op_1'));

    expect(lookup).toEqual({
      at,
      endedAt: after(at, 2 * minuteMs),
      account: 'main',
      observed: [],
    });
    expect(server.received).toHaveLength(2);
  });

  test('serves all operations whose windows meet by one walk', async () => {
    answerWith([made('a', 'op_1'), made('b', 'op_2', minuteMs)]);

    const shown = await lookUp(creating('op_1'), creating('op_2', after(at, minuteMs)));

    expect(objectsOf(shown)).toEqual([
      ['op_1', 'a'],
      ['op_2', 'b'],
    ]);
    expect(server.received.filter(({ search }) => search !== '')).toHaveLength(1);
  });

  test('looks for each operation once, in its own window', async () => {
    answerWith([made('a', 'op_1'), made('b', 'op_2', 10 * dayMs)]);

    const shown = await lookUp(creating('op_2', after(at, 10 * dayMs)), creating('op_1'));

    expect(objectsOf(shown)).toEqual([
      ['op_1', 'a'],
      ['op_2', 'b'],
    ]);
    expect(server.received.filter(({ search }) => search !== '')).toHaveLength(2);
  });

  test('does not find what is older than its operation, though it is in the window of another', async () => {
    answerWith([made('old', 'op_2', -4 * minuteMs), made('a', 'op_1')]);

    const shown = await lookUp(creating('op_1'), creating('op_2', after(at, 10 * minuteMs)));

    expect(objectsOf(shown)).toEqual([['op_1', 'a'], ['op_2']]);
  });

  test('shows both where there are two', async () => {
    answerWith([made('a', 'op_1'), made('b', 'op_1')]);

    expect(objectsOf(await lookUp(creating('op_1')))).toEqual([['op_1', 'a', 'b']]);
  });
});

test('of more than a hundred that are found none is read by itself: the list shows them whole', async () => {
  const ids = Array.from({ length: 101 }, (_, index) => `op_${index}`);
  const payments = ids.map((id, index) => made(`pay${index}`, id));
  answerWith(payments);

  const shown = await lookUp(...ids.map((id) => creating(id)));

  expect(objectsOf(shown)).toEqual(ids.map((id, index) => [id, `pay${index}`]).sort());
  expect(shown[0]?.[1]?.observed[0]?.answer).toMatchObject({
    status: 200,
    body: JSON.stringify(payments[0]),
  });
  expect(server.received.every(({ pathname }) => pathname.endsWith('/payments'))).toBe(true);
});

describe('nothing is shown, and that is reported,', () => {
  test('where the list could not be read to its end', async () => {
    answerWith([], { total: 1 });

    expect(await lookUp(creating('op_1'))).toEqual([['op_1', undefined]]);
    expect(lookups.reported).toEqual([
      ['list_not_read', 'komoju.payment.create: not_read', undefined],
    ]);
  });

  test.each([
    ['where what was found cannot be read', ['a', 'b'], 'a'],
    ['where the second of two cannot be read', ['a', 'b'], 'b'],
  ])('%s', async (_, ids, broken) => {
    const payments = ids.map((id) => made(id, 'op_1'));
    server.answerWith((url) => {
      if (url.pathname.endsWith('/payments')) return pageOf(url, [payments]);
      const body = payments.find(({ id }) => url.pathname.endsWith(`/${String(id)}`));
      return url.pathname.endsWith(broken) ? { status: 500, body: '' } : { body };
    });

    expect(await lookUp(creating('op_1'))).toEqual([['op_1', undefined]]);
    expect(lookups.reported).toEqual([['object_not_read', 'not_read', 'op_1']]);
  });
});

test('what was found is told, though the list could not be read to its end, and that there may be more', async () => {
  answerWith([made('a', 'op_1')], { total: 2 });

  const shown = await lookUp(creating('op_1'), creating('op_2'));

  expect(objectsOf(shown)).toEqual([['op_1', 'a'], ['op_2']]);
  expect(new Map(shown).get('op_1')?.isPartial).toBe(true);
  expect(new Map(shown).get('op_2')).toBeUndefined();
});

test('what is looked for in a short time does not wait for the walk through a whole day', async () => {
  const old = creating('op_old');
  const young = creating('op_young', after(at, dayMs - 10 * minuteMs), { reads: 1 });
  lookups.clock.advance(dayMs + minuteMs);
  answerWith([]);

  await lookUpInLists({ ...lookups.context, windowOf: searchWindowOf }, [old, young], () =>
    Promise.resolve(),
  );

  const asked = server.received.map(({ searchParams }) => searchParams.get('start_time'));
  expect(asked).toEqual(
    [young, old].map(({ record }) => written(after(earliestOf(record), -secondMs))),
  );
});
