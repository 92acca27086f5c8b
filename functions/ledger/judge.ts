import { isPast, type EpochMs } from '../platform/clock.ts';
import type { ClaimRequest, RequestHashes } from './claim.ts';
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
  | 'other_sender'
  | 'running'
  | 'waiting'
  | 'written_otherwise'
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
  // A key that was replaced in place makes other hashes of the same request: that is no other request.
  if (hashes?.keyCheck !== old.keyCheck) return 'key_unreadable';
  if (hashes.fingerprint !== old.fingerprint) return 'other_request';
  if (old.state !== 'PENDING') return 'completed';
  return judgeOpen(old, { ...request, ...hashes }, by.at);
}

/** What an open record of the same request means. */
function judgeOpen(
  old: OperationRecord,
  request: Pick<ClaimRequest, 'account' | 'resendWithinMs'> & RequestHashes,
  at: EpochMs,
): Judgement {
  if (!isUnsent(old) && old.account !== request.account) return 'other_account';
  if (!isPast(old.leaseUntil, at)) return 'running';
  if (old.waitUntil !== undefined && !isPast(old.waitUntil, at)) return 'waiting';
  if (request.sent !== old.sent) return 'written_otherwise';
  return isUnsent(old) ? 'free' : judgeSent(old, request, at);
}

/** What an open record means of which an attempt may have reached the provider. */
function judgeSent(
  old: OperationRecord,
  request: Pick<ClaimRequest, 'resendWithinMs'> & RequestHashes,
  at: EpochMs,
): Judgement {
  if (request.sender !== old.sender) return 'other_sender';
  return mayResend(old.firstAt, request.resendWithinMs, at) ? 'free' : 'too_late';
}
