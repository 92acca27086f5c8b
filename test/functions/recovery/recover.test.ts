import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { komoju } from '../../../functions/providers/komoju/komoju.ts';
import {
  after,
  dayMs,
  hourMs,
  minuteMs,
  secondMs,
  type EpochMs,
} from '../../../functions/platform/clock.ts';
import { recordVersion, type OperationRecord } from '../../../functions/ledger/record.ts';
import { succeed } from '../../../functions/ledger/transitions.ts';
import { recover } from '../../../functions/recovery/recover.ts';
import { at, completionWith, recordWith } from '../../support/records.ts';
import { pageOf, paymentAt } from '../../support/reads/komoju-objects.ts';
import { startProviderServer, type ProviderServer } from '../../support/reads/provider-server.ts';
import { createRecovery, type TestRecovery } from '../../support/reads/recovery.ts';
import { startTable, type TestTable } from '../../support/table.ts';

let table: TestTable;
let server: ProviderServer;
let recovery: TestRecovery;
beforeEach(async () => {
  table = await startTable();
  server = await startProviderServer(komoju);
  recovery = createRecovery(table, server);
});
afterEach(async () => {
  await server.close();
  await table.close();
});

async function put(changes: Partial<OperationRecord>): Promise<OperationRecord> {
  const record = recordWith({ operation: 'komoju.payment.create', ...changes });
  await recovery.context.store.put(record);
  return record;
}

/** When an operation is read next, after the time of the run. */
async function putOffBy({ id }: OperationRecord): Promise<number> {
  return Number((await table.item(id))?.['readAt']?.N) - recovery.clock.now();
}

const answerWith = (...payments: readonly Record<string, unknown>[]): void => {
  server.answerWith((url) =>
    url.search === ''
      ? { body: payments.find(({ id }) => url.pathname.endsWith(String(id))) }
      : pageOf(url, [payments]),
  );
};

test('a run completes what it finds, and puts off what stays open', async () => {
  const found = await put({});
  const open = await put({ firstAt: after(at, -secondMs), lastAt: after(at, -secondMs) });
  await put({ readAt: after(at, hourMs) });
  answerWith(paymentAt({ id: 'pay1', at, reference: found.id }));
  recovery.clock.advance(minuteMs);

  expect(await recover(recovery.context)).toEqual({ due: 2, recovered: 1 });
  expect((await table.item(found.id))?.['st']).toEqual({ S: 'SUCCEEDED' });
  expect(await putOffBy(open)).toBe(minuteMs);
  expect(recovery.reported).toEqual([]);
});

test('what a lagging index still names as open is read as it is', async () => {
  const done = await put({});
  await recovery.context.store.update(done.id, succeed(done, completionWith('{}'), at));
  const due = (shard: number) => Promise.resolve(shard === 0 ? [{ id: done.id, readAt: at }] : []);
  const context = { ...recovery.context, indexes: { ...recovery.context.indexes, due } };

  expect(await recover(context)).toMatchObject({ due: 0, recovered: 0 });
  expect(server.received).toEqual([]);
});

test('other systems are told once that nobody knows, and what becomes of it stays to be told', async () => {
  answerWith();
  const open = await put({});
  const eventOf = async () => (await table.item(open.id))?.['out']?.M?.['type']?.S;
  recovery.clock.advance(15 * minuteMs - 1);
  await recover(recovery.context);
  expect(await eventOf()).toBeUndefined();

  recovery.clock.advance(1);
  const told: (string | undefined)[] = [];
  const { store } = recovery.context;
  const update: typeof store.update = async (id, write) => {
    told.push(write.set.outgoing?.type);
    return store.update(id, write);
  };
  const context = { ...recovery.context, store: { ...store, update } };
  await recover(context);
  recovery.clock.advance(hourMs);
  await recover(context);

  expect(told.filter((type) => type !== undefined)).toEqual(['operation.unknown']);
  expect((await table.item(open.id))?.['st']?.S).toBe('PENDING');
  expect(await eventOf()).toBeUndefined();
});

describe('a read that leaves an operation open is repeated', () => {
  // prettier-ignore
  test.each<[string, Partial<OperationRecord>, number, number]>([
    ['a minute after the first',                    {},                                       hourMs,       minuteMs],
    ['after twice as long the next time',           { reads: 1 },                             hourMs,       2 * minuteMs],
    ['at the end of the quarantine and not later',  { reads: 9 },                             dayMs - 5000, 5000],
    ['ten minutes after nothing of it was found',   { reads: 9 },                             dayMs,        10 * minuteMs],
  ])('%s', async (_, changes, ms, expected) => {
    const record = await put(changes);
    answerWith();
    recovery.clock.advance(ms);
    await recover(recovery.context);

    expect(await putOffBy(record)).toBe(expected);
  });

  test('a minute after its state was observed', async () => {
    const capturing = { operation: 'komoju.payment.capture', resource: 'komoju#pay1', reads: 9 };
    const record = await put({ ...capturing, resourceAt: at });
    answerWith(paymentAt({ id: 'pay1', at }));
    await recover(recovery.context);

    expect(await putOffBy(record)).toBe(minuteMs);
  });
});

describe('a person is told', () => {
  test.each([
    ['of what is open when nothing can be under way any more', dayMs, true],
    ['not before', dayMs - 1, false],
  ])('%s', async (_, ms, isTold) => {
    const { id } = await put({ operation: 'komoju.payment.update', resource: 'komoju#pay1' });
    recovery.clock.advance(ms);
    await recover(recovery.context);

    expect(recovery.reported).toEqual(isTold ? [['for_a_person', undefined, id]] : []);
  });

  test('not of what was not found for the first time: it is read once more', async () => {
    await put({});
    answerWith();
    recovery.clock.advance(dayMs);
    await recover(recovery.context);

    expect(recovery.reported).toEqual([]);
  });

  test.each<[string, Partial<OperationRecord>]>([
    ['unreadable', { version: recordVersion + 1 }],
    ['unknown_operation', { operation: 'komoju.payment.forget' }],
    ['unknown_operation', { operation: 'coiney.payment.create' }],
  ])('that one is %s, and it does not stand before the rest', async (finding, changes) => {
    const record = await put({ ...changes, readAt: (at - 1) as EpochMs });
    await recover(recovery.context);

    expect(recovery.reported).toEqual([[finding, undefined, record.id]]);
    expect(await putOffBy(record)).toBe(hourMs);
  });
});
