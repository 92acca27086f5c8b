import { randomUUID } from 'node:crypto';
import { DeleteTableCommand } from '@aws-sdk/client-dynamodb';
import { test } from '@jest/globals';
import { startTable, type ServedTable } from '../support/table.ts';
import { ledgerTableContract } from './ledger-store.ts';

const endpoint = process.env['DYNAMODB_ENDPOINT'] ?? '';

/** A table of its own for each run, which leaves nothing behind: the server may be somebody's. */
async function startOwnTable(): Promise<ServedTable> {
  const table = await startTable(new URL(endpoint), `ledger-contract-${randomUUID()}`);
  const close = async () => {
    await table.client.send(new DeleteTableCommand({ TableName: table.name }));
    await table.close();
  };
  return { ...table, close };
}

// Behind the local proxy, as npm start uses such a server.
if (endpoint === '') {
  // Jest names no test of a file in which all are skipped.
  process.stderr.write('Skipped: the ledger’s table on DYNAMODB_ENDPOINT, as that is not set.\n');
  test.skip('the ledger’s table on DYNAMODB_ENDPOINT', () => undefined);
} else {
  ledgerTableContract(`DYNAMODB_ENDPOINT ${endpoint}`, startOwnTable);
}
