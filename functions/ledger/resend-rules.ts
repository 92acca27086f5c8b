import type { Resend } from '../operations.ts';
import { after, isPast, minuteMs, type EpochMs } from '../platform/clock.ts';
import type { Attempt } from './claim.ts';
import { closableAfterMs, maxEffectAfterClaimMs } from './quarantine.ts';

/* When an operation whose outcome is unknown may be sent again by its caller. */

/** Without a key at the provider, a late repetition could undo what others have changed since. */
const withoutKeyMs = 5 * minuteMs;

/**
 * How old an operation may be when it is sent again.
 *
 * With `provider-key` the request must take effect while the provider still remembers the key; the provider says for
 * how long that is.
 *
 * @throws Error where the row says `provider-key` and the provider has no idempotency keys
 */
export function resendWithinMs(resend: Resend, keyLifeMs: number | undefined): number {
  switch (resend) {
    case 'provider-key':
      if (keyLifeMs === undefined) throw new Error('The provider has no idempotency keys.');
      return keyLifeMs - maxEffectAfterClaimMs;
    case 'five-minutes':
      return withoutKeyMs;
    case 'search-first':
      return closableAfterMs - maxEffectAfterClaimMs;
  }
}

/** Whether an operation is young enough to be sent again. */
export const mayResend = (firstAt: EpochMs, withinMs: number, at: EpochMs): boolean =>
  !isPast(after(firstAt, withinMs), at);

/**
 * Asked once more just before the request is written: a sandbox that was frozen after its claim may wake up hours
 * later, when others have completed the operation. The first attempt has no age limit: the provider does not know the
 * key yet.
 */
export const maySend = (attempt: Attempt, at: EpochMs): boolean =>
  !isPast(attempt.leaseUntil, at) &&
  (attempt.number === 1 || mayResend(attempt.firstAt, attempt.resendWithinMs, at));

/** From when on the rejection of the attempt that follows this one is final. */
export const nextRejectionFinalFrom = ({ claimedAt }: Pick<Attempt, 'claimedAt'>): EpochMs =>
  after(claimedAt, maxEffectAfterClaimMs);

/**
 * Whether the rejection of this attempt is final. That of a later attempt is not: an older copy of the request may
 * still be under way, and a provider that does not remember its rejections would execute it.
 */
export const rejectionIsFinal = (attempt: Attempt): boolean =>
  attempt.number === 1 ||
  isPast(after(attempt.previousAt, maxEffectAfterClaimMs), attempt.claimedAt);
