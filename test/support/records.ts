import type { EpochMs } from '../../functions/platform/clock.ts';
import type { ClaimRequest } from '../../functions/ledger/claim.ts';
import type { Completion } from '../../functions/ledger/record.ts';
import type { OperationRecord } from '../../functions/ledger/record.ts';
import { requestHashes } from './ledger.ts';

export const at = 1_800_000_000_000 as EpochMs;
export const main: Pick<ClaimRequest, 'account' | 'fingerprint'> = {
  account: 'main',
  fingerprint: () => requestHashes,
};

let made = 0;

/** A fresh operation on record, open and owned by nobody. */
export const recordWith = (changes: Partial<OperationRecord> = {}): OperationRecord => {
  made += 1;
  return {
    id: `op_${made}`,
    version: 3,
    state: 'PENDING',
    operation: 'komoju.payment.capture',
    caller: 'storefront',
    ...requestHashes,
    fingerprintVersion: 1,
    providerKey: `op_${made}`,
    account: 'main',
    token: 'first',
    leaseUntil: at,
    attempts: 1,
    firstAt: at,
    lastAt: at,
    shard: 3,
    readAt: at,
    ...changes,
  };
};

/** What an operation ends with, with a body. */
export const completionWith = (body: string): Completion => ({
  result: { why: 'answer', status: 200, object: 'pay1', amount: 1000, currency: 'JPY' } as const,
  body,
  resource: 'komoju#pay1',
});
