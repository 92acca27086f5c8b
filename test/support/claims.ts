import type { ClaimRequest } from '../../functions/ledger/claim.ts';
import { firstClaim } from '../../functions/ledger/transitions.ts';
import { hourMs, secondMs, type EpochMs } from '../../functions/platform/clock.ts';
import { requestHashes } from './ledger.ts';

/** 24 hours for which KOMOJU remembers a key, less one for the delay and a lease in which it may still be sent. */
export const youngMs = 23 * hourMs - 30 * secondMs;

export const start = 1_800_000_000_000 as EpochMs;

/** So many milliseconds after the start. */
export const at = (ms: number): EpochMs => (start + ms) as EpochMs;

/** A request of one operation, always the same. */
export const claimRequest: ClaimRequest = {
  id: 'op_0123456789ABCDEFGHJKMNPQRS',
  operation: 'komoju.payment.capture',
  resendWithinMs: youngMs,
  caller: 'storefront',
  account: 'main',
  resource: 'komoju#807n',
  fingerprintVersion: 1,
  fingerprint: (version) => (version === 1 ? requestHashes : undefined),
};

/** Its record, as its first request claims it. */
export const claimed = firstClaim(claimRequest, 'first', start);

/** Another request, so many milliseconds later. */
export const me = (ms: number): { token: string; at: EpochMs } => ({ token: 'second', at: at(ms) });
