import { paginateQuery, QueryCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { EpochMs } from '../../platform/clock.ts';
import type { Item } from './items.ts';
import { queryOf, type Query } from './index-query.ts';
import { attributes, tableKey } from './schema.ts';
import { expiryS, shards } from '../transitions.ts';

/** An open operation whose next read is due, and since when. */
export type DueOperation = { readonly id: string; readonly readAt: EpochMs };

/** A completed operation, by its id and its row. */
export type CompletedOperation = { readonly id: string; readonly operation: string };

/** A stretch of time. */
type Stretch = { readonly from: EpochMs; readonly to: EpochMs };

/**
 * The ledger's indexes. They lag, so they only tell where to look: the record itself must then be read consistently.
 * What the table throws is thrown.
 */
export type LedgerIndexes = {
  /** Open operations of a shard that are due, the longest due first. */
  due(shard: number, at: EpochMs, most: number): Promise<readonly DueOperation[]>;
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

export function ledgerIndexes(client: DynamoDBClient, table: string): LedgerIndexes {
  const pagesOf = (query: Query) => paginateQuery({ client }, { TableName: table, ...query });
  const all = async (query: Query): Promise<Item[]> => {
    const items: Item[] = [];
    for await (const { Items = [] } of pagesOf(query)) items.push(...Items);
    return items;
  };
  return {
    due: async (shard, at, most) => {
      const isDue = { condition: '#sort <= :at', values: { ':at': at } };
      const query = { ...queryOf('open', shard, isDue), TableName: table, Limit: most };
      const { Items = [] } = await client.send(new QueryCommand(query));
      return Items.map((item) => ({
        id: idOf(item),
        readAt: Number(item[attributes.readAt]?.N) as EpochMs,
      }));
    },
    open: async () => {
      const items = await Promise.all(shards.map((shard) => all(queryOf('open', shard))));
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
