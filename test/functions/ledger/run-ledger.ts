import { afterAll, beforeAll, beforeEach } from '@jest/globals';
import { createLedger, type TestLedger } from '../../support/ledger.ts';
import { startTable, type TestTable } from '../../support/table.ts';

/** The table of a test file, and the ledger of the test that runs. */
export let table: TestTable;
export let ledger: TestLedger;

/** Starts a table for all tests of a file, and gives each test a ledger of its own on it, where nothing goes wrong. */
export function runLedger(): void {
  beforeAll(async () => {
    table = await startTable();
  });
  afterAll(() => table.close());
  beforeEach(() => {
    table.faults.clear();
    ledger = createLedger(table);
  });
}
