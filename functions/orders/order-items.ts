import { paginateQuery, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Item } from '../ledger/table/items.ts';
import { queryOf } from '../ledger/table/index-query.ts';

/**
 * Everything that names an order, from the index by order, which may lag a second.
 *
 * `order` is `provider#number`; `pagesMost` is how many pages of the index are read at most, of a megabyte each: some
 * thousands of attempts.
 * @throws what the table threw
 */
export async function orderItems(
  client: DynamoDBClient,
  table: string,
  { order, pagesMost = Infinity }: { readonly order: string; readonly pagesMost?: number },
): Promise<readonly Item[]> {
  const items: Item[] = [];
  let pages = 0;
  const query = { TableName: table, ...queryOf('by-order', order) };
  for await (const { Items = [] } of paginateQuery({ client }, query)) {
    items.push(...Items);
    pages += 1;
    if (pages >= pagesMost) break;
  }
  return items;
}
