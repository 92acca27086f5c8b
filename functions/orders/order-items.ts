import { paginateQuery, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Item } from '../ledger/table/items.ts';
import { queryOf } from '../ledger/table/index-query.ts';

/**
 * Everything that names an order, from the index by order, which may lag a second.
 *
 * @param order `provider#number`
 * @throws what the table threw
 */
export async function orderItems(
  client: DynamoDBClient,
  table: string,
  order: string,
): Promise<readonly Item[]> {
  const items: Item[] = [];
  const query = { TableName: table, ...queryOf('by-order', order) };
  for await (const { Items = [] } of paginateQuery({ client }, query)) items.push(...Items);
  return items;
}
