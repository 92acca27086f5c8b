import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { expect, test } from '@jest/globals';
import { fetchRestore } from '../../../functions/recovery/restore.ts';

test('the setting of a restore is read as it is now, not as it was a moment ago', async () => {
  const asked: unknown[] = [];
  const client = {
    send: ({ input }: { input: unknown }) => {
      asked.push(input);
      return Promise.resolve({ Item: { restoredTo: { N: '5' } } });
    },
  };

  const item = await fetchRestore(client as unknown as DynamoDBClient, 'ledger')();

  expect(item).toEqual({ restoredTo: { N: '5' } });
  expect(asked).toEqual([
    {
      TableName: 'ledger',
      Key: { pk: { S: 'SETTING' }, sk: { S: 'restore' } },
      ConsistentRead: true,
    },
  ]);
});
