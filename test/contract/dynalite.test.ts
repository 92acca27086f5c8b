import { startTable } from '../support/table.ts';
import { ledgerTableContract } from './ledger-table.ts';

// For machines without a build of the embedded server; behind the local proxy, which adds the old item.
ledgerTableContract('dynalite', () => startTable('dynalite'));
