import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { succeed } from '../../../functions/ledger/transitions.ts';
import type { OperationRecord } from '../../../functions/ledger/record.ts';
import { after, hourMs, minuteMs, secondMs } from '../../../functions/platform/clock.ts';
import { komoju } from '../../../functions/providers/komoju/komoju.ts';
import {
  reconciliationStore,
  type ReconciliationStore,
} from '../../../functions/reconciliation/reports.ts';
import { at, completionWith, recordWith } from '../records.ts';
import { startTable, type TestTable } from '../table.ts';
import { pageOf, paymentAt, written } from './komoju-objects.ts';
import { startProviderServer, type ProviderServer, type TestAnswer } from './provider-server.ts';
import { createRecovery, type TestRecovery } from './recovery.ts';

/** Where an hour begins in which the beginning of time is, and to which a run two hours after that comes. */
export const from = after(at, 2 * hourMs - (70 * minuteMs + 30 * secondMs) - hourMs);

export const operationId = `op_${'A'.repeat(26)}`;

/** Reconciliation over a real table and a provider that answers as a test says; it has come to {@link from}. */
export type TestReconciliation = {
  readonly table: TestTable;
  readonly server: ProviderServer;
  readonly recovery: TestRecovery;
  readonly store: ReconciliationStore;
  /** What was found so far. */
  readonly kinds: () => readonly string[];
  /** The items of the table whose keys begin so. */
  readonly items: (prefix: string) => Promise<readonly unknown[]>;
  /** Puts an operation that succeeded on record, by which this object was made. */
  readonly completed: (changes: Partial<OperationRecord>, object?: string) => Promise<void>;
  readonly close: () => Promise<void>;
};

export async function startReconciliation(): Promise<TestReconciliation> {
  const table = await startTable();
  const server = await startProviderServer(komoju);
  const recovery = createRecovery(table, server);
  recovery.clock.advance(2 * hourMs);
  const store = reconciliationStore(table.client, table.name);
  await store.advance('komoju', { upTo: from });
  return {
    table,
    server,
    recovery,
    store,
    kinds: () => recovery.reported.map(([finding]) => finding),
    items: async (prefix) => {
      const { Items = [] } = await table.client.send(new ScanCommand({ TableName: table.name }));
      return Items.filter(({ pk }) => pk?.S?.startsWith(prefix) === true);
    },
    completed: async (changes, object = 'pay1') => {
      const record = recordWith({ id: operationId, ...changes });
      const { result, ...completion } = completionWith('{}');
      const { resource = completion.resource } = record;
      const made = { ...completion, resource, result: { ...result, object } };
      await recovery.context.store.put(record);
      await recovery.context.store.update(record.id, succeed(record, made, at));
    },
    close: async () => {
      await server.close();
      await table.close();
    },
  };
}

/** A list of payments, in which one was made past the gateway at the beginning; there are no customers. */
export function listOfOne(url: URL): TestAnswer {
  if (url.pathname.endsWith('/customers')) return pageOf(url, [[]]);
  const begin = url.searchParams.get('start_time') ?? '';
  const end = url.searchParams.get('end_time') ?? '';
  return pageOf(url, [
    begin <= written(at) && written(at) < end ? [paymentAt({ id: 'pay1', at })] : [],
  ]);
}
