import type { QueryCommandInput } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { indexes, type IndexName } from './schema.ts';

/** A query of an index, without the table and the page. */
export type Query = Omit<QueryCommandInput, 'TableName' | 'ExclusiveStartKey'>;

/**
 * A query of an index for one value of its partition key.
 *
 * @param range what the index's sort key `#sort` must be, with its values; absent: anything
 */
export function queryOf(
  name: IndexName,
  partition: string | number,
  range?: { readonly condition: string; readonly values: Record<string, number> },
): Query {
  const index = indexes[name];
  const conditions = ['#partition = :partition', ...(range === undefined ? [] : [range.condition])];
  return {
    IndexName: name,
    KeyConditionExpression: conditions.join(' AND '),
    ExpressionAttributeNames: {
      '#partition': index.partition.name,
      ...(range === undefined ? {} : { '#sort': index.sort.name }),
    },
    ExpressionAttributeValues: marshall({ ':partition': partition, ...range?.values }),
  };
}
