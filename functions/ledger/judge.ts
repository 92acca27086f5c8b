import { isPast, type EpochMs } from '../platform/clock.ts';
import type { ClaimRequest } from './claim.ts';
import { isUnsent, type OperationRecord } from './record.ts';
import { mayResend } from './resend-rules.ts';

/** What a record that stands in the way of a claim means for the request. */
export type Judgement =
  /** This very request wrote it, and did not get the table's answer. */
  | 'mine'
  | 'unreadable'
  | 'key_unreadable'
  | 'other_request'
  | 'completed'
  | 'other_account'
  | 'running'
  | 'too_late'
  | 'free';

/** Judges a record that stands in the way of a claim. The order matters: the first that applies is told. */
export function judge(
  old: OperationRecord | 'unreadable',
  request: ClaimRequest,
  by: { token: string; at: EpochMs },
): Judgement {
  if (old === 'unreadable') return 'unreadable';
  // A read may have completed what this request claimed: the token stays.
  if (old.token === by.token) return old.state === 'PENDING' ? 'mine' : 'completed';
  const hashes = request.fingerprint(old.fingerprintVersion);
  if (hashes === undefined) return 'key_unreadable';
  if (hashes.fingerprint !== old.fingerprint) return 'other_request';
  if (old.state !== 'PENDING') return 'completed';
  return judgeOpen(old, { ...request, sent: hashes.sent }, by.at);
}

/** What an open record of the same request means. */
function judgeOpen(
  old: OperationRecord,
  request: Pick<ClaimRequest, 'account' | 'resendWithinMs'> & Pick<OperationRecord, 'sent'>,
  at: EpochMs,
): Judgement {
  if (!isUnsent(old) && old.account !== request.account) return 'other_account';
  if (!isPast(old.leaseUntil, at)) return 'running';
  if (request.sent !== old.sent) return 'too_late';
  return isUnsent(old) || mayResend(old.firstAt, request.resendWithinMs, at) ? 'free' : 'too_late';
}
