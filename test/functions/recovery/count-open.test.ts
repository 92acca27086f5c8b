import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { komoju } from '../../../functions/providers/komoju/komoju.ts';
import { after, hourMs, minuteMs } from '../../../functions/platform/clock.ts';
import type { OperationRecord } from '../../../functions/ledger/record.ts';
import { succeed } from '../../../functions/ledger/transitions.ts';
import { openCounter } from '../../../functions/recovery/count-open.ts';
import { at, completionWith, recordWith } from '../../support/records.ts';
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

test('where nothing is open, nothing is old', async () => {
  expect(await openCounter()(recovery.context)).toEqual({ open: 0, oldestMs: 0 });
});

test('the oldest counts, though it is not due for a read', async () => {
  await put({});
  await put({ firstAt: after(at, -hourMs), readAt: after(at, hourMs) });
  recovery.clock.advance(minuteMs);

  expect(await openCounter()(recovery.context)).toEqual({ open: 2, oldestMs: hourMs + minuteMs });
});

test('what is completed is open no more', async () => {
  const old = await put({ firstAt: after(at, -hourMs) });
  await put({});
  const count = openCounter();
  await count(recovery.context);
  await recovery.context.store.update(old.id, succeed(old, completionWith('{}'), at));
  recovery.clock.advance(minuteMs);

  expect(await count(recovery.context)).toEqual({ open: 1, oldestMs: minuteMs });
});

test('the oldest counts on, where so many come before it that they are not all asked', async () => {
  const shard = 3;
  await put({ shard, firstAt: after(at, -hourMs), readAt: after(at, hourMs) });
  const count = openCounter();
  await count(recovery.context);
  for (let others = 0; others < 128; others += 1) await put({ shard });
  recovery.clock.advance(minuteMs);

  expect(await count(recovery.context)).toEqual({ open: 129, oldestMs: hourMs + minuteMs });
});

test('a record is read once, however often it is counted', async () => {
  const { id } = await put({});
  const count = openCounter();
  const reads: string[] = [];
  const { store } = recovery.context;
  const get = (each: string) => {
    reads.push(each);
    return store.get(each);
  };
  const context = { ...recovery.context, store: { ...store, get } };

  await count(context);
  recovery.clock.advance(minuteMs);
  const again = await count(context);

  expect([reads, again.oldestMs]).toEqual([[id], minuteMs]);
});
