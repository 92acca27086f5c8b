import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ledgerIndexes } from '../../../functions/ledger/table/indexes.ts';
import { ledgerStore } from '../../../functions/ledger/table/store.ts';
import { after } from '../../../functions/platform/clock.ts';
import { at, recordWith } from '../../support/records.ts';
import { startTable, type TestTable } from '../../support/table.ts';

let table: TestTable;
beforeAll(async () => {
  table = await startTable();
});
afterAll(() => table.close());

test('what is due is listed on after one that is known, from either end, and what is open is counted', async () => {
  const shard = 7;
  const store = ledgerStore(table.client, table.name, new AbortController().signal);
  const index = ledgerIndexes(table.client, table.name);
  const put = async (ms: number): Promise<string> => {
    const record = recordWith({ shard, readAt: after(at, ms) });
    await store.put(record);
    return record.id;
  };
  const same = [await put(-9), await put(-9)];
  const last = await put(-8);
  await put(9);

  const query = { at, most: 1 };
  const [first] = await index.due(shard, query);
  const [second] = await index.due(shard, { ...query, after: first });
  const [third] = await index.due(shard, { ...query, after: second });
  const newest = await index.due(shard, { at, most: 2, newestFirst: true });

  expect([first?.id, second?.id].sort()).toEqual(same.sort());
  expect(third?.id).toBe(last);
  expect(newest.map(({ id }) => id)).toEqual([last, second?.id]);
  expect(await index.countOpen(shard)).toBe(4);
});
