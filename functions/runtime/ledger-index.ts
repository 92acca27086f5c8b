import { QueryCommand, type AttributeValue, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { EpochMs } from './clock.ts';

/** An open operation whose next read is due, and when it became so. */
export type Due = { readonly id: string; readonly readAt: EpochMs };

/**
 * The ledger's indexes. They lag, so they only ever tell where to look: whoever goes by one reads the entry itself, and
 * consistently. What the table throws is thrown.
 */
export type LedgerIndex = {
  /** Open operations of a shard that are due, the longest due first. */
  due(shard: number, at: EpochMs, most: number): Promise<readonly Due[]>;
  /** The ids of operations of a kind on a payment. */
  onPayment(payment: string, operation: string): Promise<readonly string[]>;
};

const text = (attribute: AttributeValue | undefined): string => attribute?.S ?? '';

export function ledgerIndex(client: DynamoDBClient, table: string): LedgerIndex {
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
    onPayment: async (payment, operation) => {
      const ids: string[] = [];
      let from: Record<string, AttributeValue> | undefined;
      do {
        const { Items = [], LastEvaluatedKey } = await client.send(
          new QueryCommand({
            TableName: table,
            IndexName: 'by-payment',
            KeyConditionExpression: '#pay = :payment',
            ExpressionAttributeNames: { '#pay': 'pay' },
            ExpressionAttributeValues: { ':payment': { S: payment } },
            ExclusiveStartKey: from,
          }),
        );
        const ofKind = Items.filter(({ op }) => text(op) === operation);
        ids.push(...ofKind.map(({ pk }) => text(pk)));
        from = LastEvaluatedKey;
      } while (from !== undefined);
      return ids;
    },
  };
}
