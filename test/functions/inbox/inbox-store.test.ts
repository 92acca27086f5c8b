import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { inboxStore } from '../../../functions/inbox/inbox-store.ts';
import type { PaymentFinding } from '../../../functions/inbox/payment-record.ts';
import { at } from '../../support/records.ts';
import { startTable, type TestTable } from '../../support/table.ts';

let table: TestTable;
beforeAll(async () => {
  table = await startTable();
});
afterEach(() => {
  table.faults.clear();
});
afterAll(() => table.close());

const findingOf = (object: string): PaymentFinding => ({
  ...{ finding: 'chargeback', provider: 'komoju', object, payment: 'pay1', at, by: 'run 1' },
});

test('a finding is new once', async () => {
  const inbox = inboxStore(table.client, table.name);

  expect(await inbox.note(findingOf('bank1'))).toBe(true);
  expect(await inbox.note(findingOf('bank1'))).toBe(false);
});

test('a finding is new to the one who kept it, though the table’s answer was lost', async () => {
  const inbox = inboxStore(table.client, table.name);
  table.faults.add({ on: 'table', kind: 'drop_after_accept', match: 'UpdateItem' });

  expect(await inbox.note(findingOf('bank2'))).toBe(true);
  expect(await inbox.note(findingOf('bank2'))).toBe(false);
});

test('a finding that another one kept is not new, though the table’s answer was lost', async () => {
  const inbox = inboxStore(table.client, table.name);
  await inbox.note({ ...findingOf('bank3'), by: 'run 2' });
  // The first try is lost; the second meets the finding of the other.
  table.faults.add({ on: 'table', kind: 'drop_before_accept', match: 'UpdateItem' });

  expect(await inbox.note(findingOf('bank3'))).toBe(false);
});
