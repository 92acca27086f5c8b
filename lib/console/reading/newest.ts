import { QueryCommand, type QueryCommandOutput } from '@aws-sdk/client-dynamodb';
import { queryOf } from '../../../functions/ledger/table/index-query.ts';
import type { Item } from '../../../functions/ledger/table/items.ts';
import { attributes, indexes, tableKey } from '../../../functions/ledger/table/schema.ts';
import { expiryS, shards } from '../../../functions/ledger/transitions.ts';
import { secondMs, startOfTime, type EpochMs } from '../../../functions/platform/clock.ts';
import type { Ledger } from '../../cli/open-operations.ts';

/** A completed operation by its id, its row, and when it expires, in seconds: 90 days after it was completed. */
export type Completed = {
  readonly id: string;
  readonly operation: string;
  readonly expiresAtS: number;
};

/** A page of completed operations, the newest first. */
export type NewestPage = {
  readonly operations: readonly Completed[];
  /** The expiry up to which the following page goes, in seconds; undefined after the last. */
  readonly next: number | undefined;
};

/** When an operation that expires then was completed. */
export const completedAt = (expiresAtS: number): EpochMs =>
  ((expiresAtS - expiryS(startOfTime)) * secondMs) as EpochMs;

/** The expiry of what was completed at a moment: the number by which the index goes. */
export const expiryAt = (at: EpochMs): number => expiryS(at);

const { sort } = indexes.completed;

const toCompleted = (item: Item): Completed => ({
  id: item[tableKey.partition]?.S ?? '',
  operation: item[attributes.operation]?.S ?? '',
  expiresAtS: Number(item[sort.name]?.N),
});

type Stretch = { readonly from: number; readonly to: number };

/** One page of a shard, the newest first. The index lags a second. */
function read(
  { client, table }: Ledger,
  shard: number,
  { from, to, most }: Stretch & { readonly most?: number },
): Promise<QueryCommandOutput> {
  const range = { condition: '#sort BETWEEN :from AND :to', values: { ':from': from, ':to': to } };
  const query = queryOf('completed', shard, range);
  const limit = most === undefined ? {} : { Limit: most };
  return client.send(
    new QueryCommand({ ...query, ...limit, TableName: table, ScanIndexForward: false }),
  );
}

/**
 * The newest completed operations of a stretch of time, at most so many and those that expire in the same second as the
 * last of them. One query for each shard; two where a second is cut.
 *
 * @param stretch as expiries, in seconds, both included
 */
export async function newestCompleted(
  ledger: Ledger,
  stretch: Stretch,
  most: number,
): Promise<NewestPage> {
  // DynamoDB does not take a stretch that ends before it begins.
  if (stretch.to < stretch.from) return { operations: [], next: undefined };
  const pages = await Promise.all(shards.map((shard) => read(ledger, shard, { ...stretch, most })));
  const found = pages
    .flatMap(({ Items = [] }) => Items.map(toCompleted))
    .sort((one, other) => other.expiresAtS - one.expiresAtS);
  const last = found.slice(0, most).at(-1)?.expiresAtS;
  if (last === undefined) return { operations: [], next: undefined };
  const isMore = found.length > most || pages.some((page) => page.LastEvaluatedKey !== undefined);
  if (!isMore) return { operations: found, next: undefined };
  const second = { from: last, to: last };
  const lastOnes = await Promise.all(shards.map((shard) => read(ledger, shard, second)));
  const before = found.filter(({ expiresAtS }) => expiresAtS > last);
  const within = lastOnes.flatMap(({ Items = [] }) => Items.map(toCompleted));
  return { operations: [...before, ...within], next: last - 1 };
}
