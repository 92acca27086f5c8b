import { DeleteItemCommand, paginateScan, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Item } from '../../functions/ledger/table/items.ts';

/** Everything that is in a table, by its key: to compare what is there before with what is there after. */
export async function allItems(
  client: DynamoDBClient,
  table: string,
): Promise<ReadonlyMap<string, Item>> {
  const items = new Map<string, Item>();
  const scan = { TableName: table, ConsistentRead: true };
  for await (const { Items = [] } of paginateScan({ client }, scan)) {
    for (const item of Items) items.set(`${item['pk']?.S ?? ''} ${item['sk']?.S ?? ''}`, item);
  }
  return items;
}

/** Leaves a table as it was when it was made. */
export async function clearItems(client: DynamoDBClient, table: string): Promise<void> {
  for (const { pk, sk } of (await allItems(client, table)).values()) {
    if (pk === undefined || sk === undefined) throw new Error('An item has no key.');
    await client.send(new DeleteItemCommand({ TableName: table, Key: { pk, sk } }));
  }
}
