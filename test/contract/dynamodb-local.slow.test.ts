import { test } from '@jest/globals';
import { hasJava, startDynamodbLocal } from '../support/dynamodb-local.ts';
import { connectTable } from '../support/table.ts';
import { ledgerTableContract } from './ledger-store.ts';

// AWS's own server, without the local proxy: what the ledger needs is asked of it directly.
if (hasJava()) {
  ledgerTableContract('DynamoDB Local', async () => connectTable(await startDynamodbLocal()));
} else {
  // Jest names no test of a file in which all are skipped.
  process.stderr.write('Skipped: the ledger’s table on DynamoDB Local, as there is no Java 17.\n');
  test.skip('the ledger’s table on DynamoDB Local', () => undefined);
}
