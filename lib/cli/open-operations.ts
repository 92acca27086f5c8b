import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { ledgerIndexes } from '../../functions/ledger/table/indexes.ts';
import type { LedgerStore, OperationRecord } from '../../functions/ledger/record.ts';
import { ledgerStore } from '../../functions/ledger/table/store.ts';

/** A ledger as a person's machine reaches it. */
export type Ledger = { readonly client: DynamoDBClient; readonly table: string };

/** A record, or that it was written by another version of the gateway and cannot be read by this one. */
export type FoundOperation = {
  readonly id: string;
  readonly record: OperationRecord | 'unreadable';
};

/** For the calls of the table, with the SDK's own tries. */
const timeoutMs = 10_000;

/** The records, for what is read or written now. */
export const storeOf = ({ client, table }: Ledger): LedgerStore =>
  ledgerStore(client, table, AbortSignal.timeout(timeoutMs));

/** One operation, read consistently; undefined where there is none. @throws what the table gave instead of an answer */
export async function findOperation(
  ledger: Ledger,
  id: string,
): Promise<FoundOperation | undefined> {
  const stored = await storeOf(ledger).get(id);
  if (stored.kind === 'lost') throw stored.cause;
  return stored.kind === 'absent' ? undefined : { id, record: stored.record };
}

const isOpen = ({ record }: FoundOperation): boolean =>
  record === 'unreadable' || record.state === 'PENDING';

const firstAtOf = ({ record }: FoundOperation): number =>
  record === 'unreadable' ? 0 : record.firstAt;

/** Every open operation, oldest first: by the sparse index, then each read consistently, because the index lags. */
export async function listOpen(ledger: Ledger): Promise<FoundOperation[]> {
  const found: FoundOperation[] = [];
  for (const id of await ledgerIndexes(ledger.client, ledger.table).open()) {
    const operation = await findOperation(ledger, id);
    if (operation !== undefined && isOpen(operation)) found.push(operation);
  }
  return found.sort((one, other) => firstAtOf(one) - firstAtOf(other));
}
