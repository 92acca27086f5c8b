import {
  after,
  dayMs,
  hourMs,
  isPast,
  minuteMs,
  secondMs,
  type EpochMs,
} from '../platform/clock.ts';
import type { OperationRecord } from './record.ts';

/*
 * How long something of an operation may still be under way, and from when it counts that a read of the provider finds
 * nothing.
 */

/**
 * THE ASSUMPTION about the providers' networks: no request takes effect later than this after it was sent. If one can
 * take longer, no protocol on these facts is safe. Every rule that has an hour in it comes from here.
 */
export const maxEffectDelayMs = hourMs;

/** Lambda's 27 s and three for a slow clock. While it lasts, the owner of the attempt may still be about to send. */
export const leaseMs = 30 * secondMs;

/**
 * After this a request has taken effect or never will: it may be sent until the lease of its claim ends, and then takes
 * {@link maxEffectDelayMs} at most.
 */
export const maxEffectAfterClaimMs = maxEffectDelayMs + leaseMs;

/** How much later than a payment itself a provider's list may show it. No document says it; the value is ours. */
export const listLagMs = 10 * minuteMs;

/** After this an operation is never sent again. If it is not found by then, it is closed as not executed. */
export const closableAfterMs = dayMs;

/**
 * When the quarantine of an operation ends: nothing of it is under way any more and no caller may send it again. Only
 * from then on does it count that a read finds nothing. {@link maxEffectAfterClaimMs} includes the lease of the last
 * claim.
 */
export const quarantineEndsAt = ({
  firstAt,
  lastAt,
}: Pick<OperationRecord, 'firstAt' | 'lastAt'>): EpochMs =>
  Math.max(after(firstAt, closableAfterMs), after(lastAt, maxEffectAfterClaimMs)) as EpochMs;

/**
 * Whether a list that does not show the operation may be believed: the earlier attempts have taken effect or never
 * will, and the list has had time to show them. Until then a search can only find.
 */
export const absenceIsConclusive = (attempt: {
  readonly previousAt: EpochMs;
  readonly claimedAt: EpochMs;
}): boolean =>
  isPast(after(attempt.previousAt, maxEffectAfterClaimMs + listLagMs), attempt.claimedAt);

/** What it means that a read found nothing, by when the read began. A list that lags must be read twice. */
export function judgeNotFound(
  record: OperationRecord,
  at: EpochMs,
): 'too_early' | 'first' | 'second' {
  const { notFoundAt } = record;
  if (!isPast(quarantineEndsAt(record), at)) return 'too_early';
  // A takeover starts the quarantine again; a read from before it does not count any more.
  if (notFoundAt === undefined || !isPast(quarantineEndsAt(record), notFoundAt)) return 'first';
  return isPast(after(notFoundAt, listLagMs), at) ? 'second' : 'too_early';
}

/**
 * From when a person may say that an operation was not executed: never while its owner may still be about to send, and
 * so long after the quarantine that one lookup is enough, because everything that took effect is listed by then.
 */
export const denialAllowedFrom = (
  record: Pick<OperationRecord, 'firstAt' | 'lastAt' | 'leaseUntil'>,
): EpochMs => after(Math.max(quarantineEndsAt(record), record.leaseUntil) as EpochMs, listLagMs);
