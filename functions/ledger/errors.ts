import { secondMs, type EpochMs } from '../platform/clock.ts';
import { GatewayError } from '../platform/gateway-error.ts';
import type { Judgement } from './judge.ts';
import type { OperationRecord } from './record.ts';

/* What a caller is told while an operation is open. */

/** Seconds until the same request is worth sending again. */
const retryAfterS = { unknown: 5, notAttempted: 2 };

/**
 * Nobody knows what came of the operation.
 *
 * @param message replaces the error's own where there is more to say
 */
export const unknown = (why: string, cause?: unknown, message?: string): GatewayError =>
  new GatewayError('outcome_unknown', { why, cause, message, retryAfterS: retryAfterS.unknown });

/** This request surely did nothing. */
export const notAttempted = (why: string, cause?: unknown): GatewayError =>
  new GatewayError('not_attempted', { why, cause, retryAfterS: retryAfterS.notAttempted });

const keyMissing = 'fingerprint_key_missing';

/** Whether a record was made with a fingerprint key that the secret at hand lacks: then nothing was claimed. */
export const isKeyMissing = (error: unknown): boolean =>
  error instanceof GatewayError && error.detail.why === keyMissing;

/** Others took the record over again and again. */
export const contended = (): GatewayError =>
  new GatewayError('operation_in_progress', { retryAfterS: retryAfterS.notAttempted });

/** Whole seconds until a moment, one at least. */
const secondsUntil = (moment: EpochMs, at: EpochMs): number =>
  Math.max(Math.ceil((moment - at) / secondMs), 1);

/** The provider has said no to a later attempt, and an older copy of the request may still be under way. */
export const rejectedAgain = (until: EpochMs, at: EpochMs): GatewayError => {
  const rest = secondsUntil(until, at);
  return new GatewayError('outcome_unknown', { why: 'rejected_again', retryAfterS: rest });
};

/** The same in other bytes is not sent, for a provider may take it for another request. */
const writtenOtherwise =
  'The outcome is not confirmed, and this request was not sent: it means the same as the first with this key, but is written in another way. Send that one again, byte for byte, with the same key, never with a new one.';

/** Where the record cannot tell more than that the outcome is unknown: why, in words of the log. */
const unknownWhy = {
  unreadable: 'record_unreadable',
  other_account: 'other_account',
  other_sender: 'other_sender',
  written_otherwise: 'written_otherwise',
  too_late: 'may_not_be_sent_again',
} as const;

type Undecided = keyof typeof unknownWhy;
/** A record that stands in the way of a request. */
export type Obstacle = Exclude<Judgement, 'mine' | 'completed' | 'free'>;

const isUndecided = (obstacle: Obstacle): obstacle is Undecided =>
  Object.hasOwn(unknownWhy, obstacle);

/** What a record in the way of a request means for its caller. */
export function errorFor(obstacle: Obstacle, old: OperationRecord, at: EpochMs): GatewayError {
  if (isUndecided(obstacle)) {
    const message = obstacle === 'written_otherwise' ? writtenOtherwise : undefined;
    return unknown(unknownWhy[obstacle], undefined, message);
  }
  switch (obstacle) {
    case 'key_unreadable':
      return notAttempted(keyMissing);
    case 'other_request':
      return new GatewayError('idempotency_key_reused');
    case 'running':
      return new GatewayError('operation_in_progress', {
        retryAfterS: secondsUntil(old.leaseUntil, at),
      });
    case 'waiting':
      return rejectedAgain(old.waitUntil ?? at, at);
  }
}
