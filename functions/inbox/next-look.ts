import {
  after,
  dayMs,
  hourMs,
  isPast,
  minuteMs,
  secondMs,
  type EpochMs,
} from '../platform/clock.ts';
import type { InboxContext } from './inbox-context.ts';
import type { PaymentRecord } from './payment/record.ts';

/** How long a payment is looked at where its provider does not tell all that happens to it. */
const watchedMs = 180 * dayMs;

/** Every two minutes at first, and at last twice a day. */
const pollMs = (polls: number): number =>
  Math.min(2 * minuteMs * 1.5 ** Math.min(polls, 20), 12 * hourMs);

/** The indexes show what was written so long ago. */
export const indexLagMs = 10 * secondMs;

/**
 * When a payment is to be looked at next; undefined: never. One that is paid is looked at once more at any provider:
 * another payment of its order may have been paid at the same moment.
 */
export function nextLook(
  { source: { polled }, access: { provider } }: Pick<InboxContext, 'source' | 'access'>,
  { view, polls }: PaymentRecord,
  at: EpochMs,
): EpochMs | undefined {
  const phase = provider.phases[view.state];
  if (phase === 'paid' && view.order !== undefined && polls === 0) return after(at, indexLagMs);
  if (polled === undefined || isPast(after(view.at, watchedMs), at)) return undefined;
  return phase === 'refunded' ? undefined : after(at, pollMs(polls));
}
