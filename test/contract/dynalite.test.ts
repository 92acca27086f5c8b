import { startTable } from '../support/table.ts';
import { ledgerTableContract } from './ledger-store.ts';

// For machines without a build of the embedded server; behind the local proxy, which adds the old item.
ledgerTableContract('dynalite', () => startTable('dynalite'));
