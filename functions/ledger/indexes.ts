import {
  paginateQuery,
  QueryCommand,
  type AttributeValue,
  type DynamoDBClient,
  type QueryCommandInput,
} from '@aws-sdk/client-dynamodb';
import type { EpochMs } from '../platform/clock.ts';
import type { Window } from '../providers/contract.ts';
import { expiryS, shards } from './transitions.ts';

/** An open operation whose next read is due, and when it became so. */
export type Due = { readonly id: string; readonly readAt: EpochMs };

/** A settled operation, by its id and its row. */
export type Settled = { readonly id: string; readonly operation: string };

/**
 * The ledger's indexes. They lag, so they only ever tell where to look: whoever goes by one reads the entry itself, and
 * consistently. What the table throws is thrown.
 */
export type LedgerIndex = {
  /** Open operations of a shard that are due, the longest due first. */
  due(shard: number, at: EpochMs, most: number): Promise<readonly Due[]>;
  /** How many operations are open. */
  countOpen(): Promise<number>;
  /** The ids of operations of a kind on a payment. */
  onPayment(payment: string, operation: string): Promise<readonly string[]>;
  /** Operations of a shard that were settled in a stretch of time, its end not included. */
  settled(shard: number, window: Window): Promise<readonly Settled[]>;
};

const text = (attribute: AttributeValue | undefined): string => attribute?.S ?? '';

type Query = Omit<QueryCommandInput, 'TableName' | 'ExclusiveStartKey'>;

export function ledgerIndex(client: DynamoDBClient, table: string): LedgerIndex {
  const all = async (query: Query): Promise<Record<string, AttributeValue>[]> => {
    const items: Record<string, AttributeValue>[] = [];
    for await (const { Items = [] } of paginateQuery({ client }, { TableName: table, ...query })) {
      items.push(...Items);
    }
    return items;
  };
  return {
    due: async (shard, at, most) => {
      const { Items = [] } = await client.send(
        new QueryCommand({
          TableName: table,
          IndexName: 'open',
          KeyConditionExpression: '#pend = :shard AND #readAt <= :at',
          ExpressionAttributeNames: { '#pend': 'pend', '#readAt': 'readAt' },
          ExpressionAttributeValues: { ':shard': { N: String(shard) }, ':at': { N: String(at) } },
          Limit: most,
        }),
      );
      return Items.map(({ pk, readAt }) => ({
        id: text(pk),
        readAt: Number(readAt?.N) as EpochMs,
      }));
    },
    countOpen: async () => {
      let count = 0;
      for (let shard = 0; shard < shards; shard += 1) {
        const query = {
          TableName: table,
          IndexName: 'open',
          Select: 'COUNT' as const,
          KeyConditionExpression: '#pend = :shard',
          ExpressionAttributeNames: { '#pend': 'pend' },
          ExpressionAttributeValues: { ':shard': { N: String(shard) } },
        };
        for await (const { Count = 0 } of paginateQuery({ client }, query)) count += Count;
      }
      return count;
    },
    onPayment: async (payment, operation) => {
      const items = await all({
        IndexName: 'by-payment',
        KeyConditionExpression: '#pay = :payment',
        ExpressionAttributeNames: { '#pay': 'pay' },
        ExpressionAttributeValues: { ':payment': { S: payment } },
      });
      return items.filter(({ op }) => text(op) === operation).map(({ pk }) => text(pk));
    },
    settled: async (shard, { from, to }) => {
      const items = await all({
        IndexName: 'settled',
        KeyConditionExpression: '#done = :shard AND #ttl BETWEEN :from AND :to',
        ExpressionAttributeNames: { '#done': 'done', '#ttl': 'ttl' },
        ExpressionAttributeValues: {
          ':shard': { N: String(shard) },
          ':from': { N: String(expiryS(from)) },
          ':to': { N: String(expiryS(to) - 1) },
        },
      });
      return items.map(({ pk, op }) => ({ id: text(pk), operation: text(op) }));
    },
  };
}
