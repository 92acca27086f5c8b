import { paginateQuery, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { OperationRecord } from '../../functions/ledger/record.ts';
import { ledgerStore } from '../../functions/ledger/store.ts';
import { shards } from '../../functions/ledger/transitions.ts';

/** A ledger as a person's machine reaches it. */
export type Ledger = { readonly client: DynamoDBClient; readonly table: string };

/** An entry, or that it was written by another version of the gateway and cannot be read by this one. */
export type Found = { readonly id: string; readonly entry: OperationRecord | 'unreadable' };

/** For one call of the table, with the SDK's own tries. */
export const patienceMs = 10_000;

/** One operation, read consistently; undefined where there is none. @throws what the table gave instead of an answer */
export async function findOperation(
  { client, table }: Ledger,
  id: string,
): Promise<Found | undefined> {
  const held = await ledgerStore(client, table, AbortSignal.timeout(patienceMs)).get(id);
  if (held.kind === 'lost') throw held.cause;
  return held.kind === 'absent' ? undefined : { id, entry: held.record };
}

async function idsOf({ client, table }: Ledger, shard: number): Promise<string[]> {
  const ids: string[] = [];
  const pages = paginateQuery(
    { client },
    {
      TableName: table,
      IndexName: 'open',
      KeyConditionExpression: '#pend = :shard',
      ExpressionAttributeNames: { '#pend': 'pend' },
      ExpressionAttributeValues: { ':shard': { N: String(shard) } },
    },
  );
  for await (const { Items = [] } of pages) ids.push(...Items.map(({ pk }) => pk?.S ?? ''));
  return ids;
}

const isOpen = ({ entry }: Found): boolean => entry === 'unreadable' || entry.state === 'PENDING';

const firstAtOf = ({ entry }: Found): number => (entry === 'unreadable' ? 0 : entry.firstAt);

/** Every open operation, oldest first: by the sparse index, each then read consistently, for the index lags. */
export async function listOpen(ledger: Ledger): Promise<Found[]> {
  const numbers = Array.from({ length: shards }, (_, shard) => shard);
  const ids = (await Promise.all(numbers.map((shard) => idsOf(ledger, shard)))).flat();
  const found: Found[] = [];
  for (const id of ids) {
    const operation = await findOperation(ledger, id);
    if (operation !== undefined && isOpen(operation)) found.push(operation);
  }
  return found.sort((one, other) => firstAtOf(one) - firstAtOf(other));
}
