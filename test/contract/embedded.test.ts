import { startTable } from '../support/table.ts';
import { ledgerTableContract } from './ledger-table.ts';

ledgerTableContract('the server that comes along', () => startTable());
