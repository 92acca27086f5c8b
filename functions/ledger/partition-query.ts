import type { QueryCommandInput } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { indexes, type IndexName } from './schema.ts';

/** A query of an index for one value of its partition key. */
export const partitionQuery = (
  name: IndexName,
  partition: string | number,
): Omit<QueryCommandInput, 'TableName'> => ({
  IndexName: name,
  KeyConditionExpression: '#partition = :partition',
  ExpressionAttributeNames: { '#partition': indexes[name].partition.name },
  ExpressionAttributeValues: marshall({ ':partition': partition }),
});
