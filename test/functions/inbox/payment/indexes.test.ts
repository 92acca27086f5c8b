import { BatchWriteItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { paymentIndexes } from '../../../../functions/inbox/payment/indexes.ts';
import type { EpochMs } from '../../../../functions/platform/clock.ts';
import { startTable, type TestTable } from '../../../support/table.ts';

let table: TestTable;
beforeAll(async () => {
  table = await startTable();
});
afterAll(() => table.close());

/** Items of one shard that are due one after the other. */
async function putDue(names: readonly string[], firstAt: number): Promise<void> {
  const items = names.map((pk, index) => ({ pk, sk: 'PAYMENT', todo: 0, due: firstAt + index }));
  for (let from = 0; from < items.length; from += 25) {
    const some = items.slice(from, from + 25);
    const puts = some.map((item) => ({ PutRequest: { Item: marshall(item) } }));
    await table.client.send(new BatchWriteItemCommand({ RequestItems: { [table.name]: puts } }));
  }
}

test('what is due at one provider is found behind whatever is due at another', async () => {
  const links = Array.from({ length: 600 }, (_, index) => `PAY#coiney#pm_${index}`);
  await putDue(links, 1);
  await putDue(['EVT#komoju#evt1', 'PAY#komoju#pay1', 'PAY#komoju#later'], 1000);
  const indexes = paymentIndexes(table.client, table.name);
  const partitionsOf = async (...[most, provider]: [number, string?]) =>
    (await indexes.due(1001 as EpochMs, most, provider)).map(({ partition }) => partition);

  expect(await partitionsOf(25, 'komoju')).toEqual(['EVT#komoju#evt1', 'PAY#komoju#pay1']);
  expect(await partitionsOf(2, 'coiney')).toEqual(links.slice(0, 2));
  expect(await partitionsOf(1)).toEqual(links.slice(0, 1));
});
