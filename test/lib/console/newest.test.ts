import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { toItem } from '../../../functions/ledger/table/items.ts';
import { after, secondMs } from '../../../functions/platform/clock.ts';
import { completedAt, expiryAt, newestCompleted } from '../../../lib/console/reading/newest.ts';
import { readRecords } from '../../../lib/console/reading/records.ts';
import { at, recordWith } from '../../support/records.ts';
import { startTable, type TestTable } from '../../support/table.ts';

/* The list of the newest operations, page by page, over a real table. */

let table: TestTable;
/** The ids, the newest first, with the second in which each was completed. */
const made = new Map<string, number>();
beforeAll(async () => {
  table = await startTable();
  // Many in one second, more than a page has, so that pages would be cut within it.
  const seconds = [0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 3, 3, 3, 7];
  for (const [place, second] of seconds.entries()) {
    const record = recordWith({
      ...{ state: 'SUCCEEDED', body: 'Hanako', completedShard: place % 3 },
      expiresAtS: expiryAt(after(at, second * secondMs)),
    });
    made.set(record.id, second);
    await table.client.send(new PutItemCommand({ TableName: table.name, Item: toItem(record) }));
  }
});
afterAll(() => table.close());

const ledger = () => ({ client: table.client, table: table.name });

test.each([1, 2, 5, 40])('shows each once, the newest first, %i a page', async (most) => {
  const shown: string[] = [];
  let to: number | undefined = expiryAt(after(at, 100 * secondMs));
  while (to !== undefined) {
    const page = await newestCompleted(ledger(), { from: expiryAt(at), to }, most);
    shown.push(...page.operations.map(({ id }) => id));
    to = page.next;
  }

  expect(shown.toSorted()).toEqual([...made.keys()].toSorted());
  const seconds = shown.map((id) => made.get(id) ?? 0);
  expect(seconds).toEqual(seconds.toSorted((one, other) => other - one));
});

test('goes by when they were completed', async () => {
  const stretch = {
    from: expiryAt(after(at, 2 * secondMs)),
    to: expiryAt(after(at, 3 * secondMs)),
  };
  const { operations, next } = await newestCompleted(ledger(), stretch, 40);

  expect(operations).toHaveLength(4);
  expect(next).toBeUndefined();
  expect(completedAt(operations[0]?.expiresAtS ?? 0)).toBe(after(at, 3 * secondMs));
});

test('never reads the answer of a provider', async () => {
  const records = await readRecords(ledger(), [...made.keys(), 'op_none']);

  expect(records).toHaveLength(made.size);
  expect(JSON.stringify(records)).not.toContain('Hanako');
});
