import type { EpochMs } from '../../functions/platform/clock.ts';
import type { Completion } from '../../functions/ledger/transitions.ts';
import type { OperationRecord } from '../../functions/ledger/record.ts';

export const at = 1_800_000_000_000 as EpochMs;
export const main = { account: 'main' };

let made = 0;

/** A fresh operation on record, open and owned by nobody. */
export const recordWith = (changes: Partial<OperationRecord> = {}): OperationRecord => {
  made += 1;
  return {
    id: `op_${made}`,
    version: 2,
    state: 'PENDING',
    operation: 'komoju.payment.capture',
    caller: 'storefront',
    fingerprint: 'meaning',
    fingerprintVersion: 1,
    sent: 'bytes',
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
