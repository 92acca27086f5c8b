import { paginateQuery, QueryCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Item } from '../../ledger/table/items.ts';
import { queryOf } from '../../ledger/table/index-query.ts';
import { indexes, tableKey } from '../../ledger/table/schema.ts';
import { shards } from '../../ledger/transitions.ts';
import type { EpochMs } from '../../platform/clock.ts';
import { namesIn } from '../items.ts';

/** A page of items of an index; `next` begins the following one, absent at the last. */
export type Page = { readonly items: readonly Item[]; readonly next?: Item | undefined };

/** What is to be done, and since when. */
export type Due = { readonly partition: string; readonly dueAt: EpochMs };

/** The indexes by which payments, orders and what is to be done are found. They may lag a second. What they throw is thrown. */
export type PaymentIndexes = {
  /** What happened to a payment, oldest first. */
  history(resource: string, most: number, from: Item | undefined): Promise<Page>;
  /** What is due at one provider, or at all of them, the longest due first: of each shard so many at most. */
  due(at: EpochMs, most: number, provider?: string): Promise<readonly Due[]>;
};

/** So much of a shard is read at a time: only keys. */
const pageSize = 500;

const toDue = (item: Item): Due => ({
  partition: item[tableKey.partition]?.S ?? '',
  dueAt: Number(item[indexes.todo.sort.name]?.N) as EpochMs,
});

export function paymentIndexes(client: DynamoDBClient, table: string): PaymentIndexes {
  const dueOf = async (
    shard: number,
    { at, most, isWanted }: { at: EpochMs; most: number; isWanted: (due: Due) => boolean },
  ): Promise<readonly Due[]> => {
    const isDue = { condition: '#sort <= :at', values: { ':at': at } };
    const query = { ...queryOf('todo', shard, isDue), TableName: table };
    const found: Due[] = [];
    // What is due at another provider, which may never be called again, stands in between.
    for await (const { Items = [] } of paginateQuery({ client, pageSize }, query)) {
      found.push(...Items.map(toDue).filter(isWanted));
      if (found.length >= most) break;
    }
    return found.slice(0, most);
  };
  return {
    history: async (resource, most, from) => {
      const { Items = [], LastEvaluatedKey } = await client.send(
        new QueryCommand({
          TableName: table,
          ...queryOf('by-resource', resource),
          Limit: most,
          ExclusiveStartKey: from,
        }),
      );
      return { items: Items, next: LastEvaluatedKey };
    },
    due: async (at, most, provider) => {
      const isWanted = ({ partition }: Due): boolean =>
        provider === undefined || namesIn(partition)[0] === provider;
      const due = await Promise.all(shards.map((shard) => dueOf(shard, { at, most, isWanted })));
      return due.flat().sort((one, other) => one.dueAt - other.dueAt);
    },
  };
}
