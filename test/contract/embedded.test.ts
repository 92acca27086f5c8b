import { startTable } from '../support/table.ts';
import { ledgerTableContract } from './ledger-store.ts';

ledgerTableContract('the server that comes along', () => startTable());
