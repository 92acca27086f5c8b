import * as z from 'zod/mini';
import type { SessionView } from '../event-source.ts';
import { parsePaymentView } from './payment-view.ts';

const Session = z.looseObject({
  status: z.enum(['pending', 'completed', 'cancelled']),
  expired: z.boolean(),
  payment: z.optional(z.nullable(z.looseObject({}))),
});

/**
 * A session as far as the view of its order needs it; undefined where it is not understood, its payment included. Its
 * status stays pending when its time is over: `expired` says that (its Node client's types, seen 2026).
 */
export function parseSessionView(body: unknown): SessionView | undefined {
  const { data } = Session.safeParse(body);
  if (data === undefined) return undefined;
  const { status, expired } = data;
  const state = status === 'pending' && expired ? 'expired' : status;
  if (data.payment === null || data.payment === undefined) {
    // Without the member nobody knows whether a payment was made; null is a session that only stores a card.
    return state === 'completed' && data.payment === undefined ? undefined : { state };
  }
  const payment = parsePaymentView(data.payment);
  return payment && { state, payment };
}
