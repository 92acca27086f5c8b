import { ledgerTableContract } from './ledger-table.ts';

ledgerTableContract('the server that comes along');
