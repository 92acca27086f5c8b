import { paginateScan } from '@aws-sdk/client-dynamodb';
import { attributes, operationSk, tableKey } from '../../../functions/ledger/table/schema.ts';
import type { Ledger } from '../open-operations.ts';

/** Is told how many items were looked through so far. */
export type Progress = (items: number) => void;

/** How often a person hears of it: after the first, second, fourth … page of a megabyte, and every hundred. */
const isTold = (pages: number): boolean => Number.isInteger(Math.log2(pages)) || pages % 100 === 0;

/**
 * Operations whose answer holds an id, or that made the object of that id: no index goes by customers. It goes through
 * the whole table, page by page, and the table itself leaves out what does not match, so that little is sent. It reads
 * one page at a time, to leave the table's throughput to the functions.
 *
 * @returns ids, some of which only hold the same characters; each is to be read and judged
 * @throws what the table gave instead of an answer
 */
export async function* operationsWith(
  { client, table }: Ledger,
  id: string,
  progress: Progress,
): AsyncGenerator<string> {
  const names = {
    '#pk': tableKey.partition,
    '#sk': tableKey.sort,
    '#body': attributes.body,
    '#result': attributes.result,
    '#object': 'object',
  };
  const scan = {
    TableName: table,
    FilterExpression: '#sk = :operation AND (contains(#body, :id) OR #result.#object = :id)',
    ProjectionExpression: '#pk',
    ExpressionAttributeNames: names,
    ExpressionAttributeValues: { ':operation': { S: operationSk }, ':id': { S: id } },
  };
  let pages = 0;
  let items = 0;
  for await (const { Items = [], ScannedCount = 0 } of paginateScan({ client }, scan)) {
    pages += 1;
    items += ScannedCount;
    for (const item of Items) yield item[tableKey.partition]?.S ?? '';
    if (isTold(pages)) progress(items);
  }
}
