import { QueryCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Item } from '../../ledger/table/items.ts';
import { queryOf } from '../../ledger/table/index-query.ts';
import { indexes, tableKey } from '../../ledger/table/schema.ts';
import { shards } from '../../ledger/transitions.ts';
import type { EpochMs } from '../../platform/clock.ts';

/** A page of items of an index; `next` begins the following one, absent at the last. */
export type Page = { readonly items: readonly Item[]; readonly next?: Item | undefined };

/** What is to be done, and since when. */
export type Due = { readonly partition: string; readonly dueAt: EpochMs };

/** The indexes by which payments, orders and what is to be done are found. They may lag a second. What they throw is thrown. */
export type PaymentIndexes = {
  /** What happened to a payment, oldest first. */
  history(resource: string, most: number, from: Item | undefined): Promise<Page>;
  /** What is due, the longest due first. */
  due(at: EpochMs, most: number): Promise<readonly Due[]>;
};

export function paymentIndexes(client: DynamoDBClient, table: string): PaymentIndexes {
  const dueOf = async (shard: number, at: EpochMs, most: number): Promise<readonly Due[]> => {
    const isDue = { condition: '#sort <= :at', values: { ':at': at } };
    const query = { ...queryOf('todo', shard, isDue), TableName: table, Limit: most };
    const { Items = [] } = await client.send(new QueryCommand(query));
    return Items.map((item) => ({
      partition: item[tableKey.partition]?.S ?? '',
      dueAt: Number(item[indexes.todo.sort.name]?.N) as EpochMs,
    }));
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
    due: async (at, most) => {
      const due = await Promise.all(shards.map((shard) => dueOf(shard, at, most)));
      return due.flat().sort((one, other) => one.dueAt - other.dueAt);
    },
  };
}
