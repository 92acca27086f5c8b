import { paginateQuery, QueryCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { EpochMs } from '../../platform/clock.ts';
import type { Item } from './items.ts';
import { queryOf, type Query } from './index-query.ts';
import { attributes, operationSk, tableKey } from './schema.ts';
import { expiryS, openShards } from '../transitions.ts';

/** An open operation whose next read is due, and since when. */
export type DueOperation = { readonly id: string; readonly readAt: EpochMs };

/** A completed operation, by its id and its row. */
export type CompletedOperation = { readonly id: string; readonly operation: string };

/** Which of a shard's operations that are due at a moment: so many, from one end, and after one that is known. */
export type DueQuery = {
  readonly at: EpochMs;
  readonly most: number;
  /** Begins with those that became due last. @default - with the longest due */
  readonly newestFirst?: boolean;
  readonly after?: DueOperation | undefined;
};

/** A stretch of time. */
type Stretch = { readonly from: EpochMs; readonly to: EpochMs };

/**
 * The ledger's indexes. They lag, so they only tell where to look: the record itself must then be read consistently.
 * What the table throws is thrown.
 */
export type LedgerIndexes = {
  /** Open operations of a shard that are due. */
  due(shard: number, query: DueQuery): Promise<readonly DueOperation[]>;
  /** How many operations of a shard are open, due or not. */
  countOpen(shard: number): Promise<number>;
  /** The ids of all open operations. */
  open(): Promise<readonly string[]>;
  /** The ids of operations of a kind on a payment or customer. */
  onResource(resource: string, operation: string): Promise<readonly string[]>;
  /** Operations of a shard that were completed in a stretch of time, its end not included. */
  completed(shard: number, stretch: Stretch): Promise<readonly CompletedOperation[]>;
};

const textOf = (item: Item, name: string): string => item[name]?.S ?? '';
const idOf = (item: Item): string => textOf(item, tableKey.partition);
const operationOf = (item: Item): string => textOf(item, attributes.operation);

/** The place of an open operation in the index, from which a query goes on. */
const openKey = (shard: number, { id, readAt }: DueOperation) =>
  marshall({
    [tableKey.partition]: id,
    [tableKey.sort]: operationSk,
    [attributes.shard]: shard,
    [attributes.readAt]: readAt,
  });

export function ledgerIndexes(client: DynamoDBClient, table: string): LedgerIndexes {
  const pagesOf = (query: Query) => paginateQuery({ client }, { TableName: table, ...query });
  const all = async (query: Query): Promise<Item[]> => {
    const items: Item[] = [];
    for await (const { Items = [] } of pagesOf(query)) items.push(...Items);
    return items;
  };
  return {
    due: async (shard, { at, most, newestFirst = false, after }) => {
      const isDue = { condition: '#sort <= :at', values: { ':at': at } };
      const { Items = [] } = await client.send(
        new QueryCommand({
          ...queryOf('open', shard, isDue),
          TableName: table,
          Limit: most,
          ScanIndexForward: !newestFirst,
          ...(after && { ExclusiveStartKey: openKey(shard, after) }),
        }),
      );
      return Items.map((item) => ({
        id: idOf(item),
        readAt: Number(item[attributes.readAt]?.N) as EpochMs,
      }));
    },
    countOpen: async (shard) => {
      let count = 0;
      const pages = pagesOf({ ...queryOf('open', shard), Select: 'COUNT' });
      for await (const { Count = 0 } of pages) count += Count;
      return count;
    },
    open: async () => {
      const items = await Promise.all(openShards.map((shard) => all(queryOf('open', shard))));
      return items.flat().map(idOf);
    },
    onResource: async (resource, operation) => {
      const items = await all(queryOf('by-resource', resource));
      return items.filter((item) => operationOf(item) === operation).map(idOf);
    },
    completed: async (shard, { from, to }) => {
      const isWithin = {
        condition: '#sort BETWEEN :from AND :to',
        values: { ':from': expiryS(from), ':to': expiryS(to) - 1 },
      };
      const items = await all(queryOf('completed', shard, isWithin));
      return items.map((item) => ({ id: idOf(item), operation: operationOf(item) }));
    },
  };
}
