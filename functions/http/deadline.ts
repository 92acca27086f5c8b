import { secondMs } from '../platform/clock.ts';
import { GatewayError } from '../platform/gateway-error.ts';

/**
 * The longest that a provider has in one request, a search before a change included; API Gateway gives up after 29 s,
 * Lambda after 27. How long one call may take is the provider's own (`answersWithinMs`).
 */
const providerMsMax = 18 * secondMs;
/** Kept for the ledger after the provider's answer: the SDK's tries, and the reply. */
const completeMs = 6 * secondMs;
/** With less than this for the provider, a request would only become an unknown outcome. */
const providerMsMin = 5 * secondMs;
/** How much of that a claim may take, so that a request which just had enough time is not undone. */
const claimMs = secondMs;
/** Kept to give an answer when the table gives none. */
const replyMs = 500;

export type Deadline = {
  /** Aborts when the provider must have answered. */
  readonly provider: AbortSignal;
  /** Aborts when the table must have answered. */
  readonly table: AbortSignal;
  /** Whether the provider still has time to answer: asked again after a claim, or a read before a change, was slow. */
  readonly hasTime: () => boolean;
};

/**
 * Computed once, when everything that comes before the claim is done. The clock of these signals is the process's own
 * and does not jump.
 *
 * @throws GatewayError not_attempted where there is too little time left: nothing has been claimed yet
 */
export function deadlineFor(remainingMs: number): Deadline {
  const providerMs = Math.min(providerMsMax, remainingMs - completeMs);
  if (providerMs < providerMsMin) {
    throw new GatewayError('not_attempted', { why: 'no_time_left', retryAfterS: 2 });
  }
  const endsAt = performance.now() + providerMs;
  return {
    provider: AbortSignal.timeout(providerMs),
    table: AbortSignal.timeout(remainingMs - replyMs),
    hasTime: () => endsAt - performance.now() >= providerMsMin - claimMs,
  };
}
