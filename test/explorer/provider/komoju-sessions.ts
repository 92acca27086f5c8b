import { dayMs } from '../../../functions/platform/clock.ts';
import { startAt } from '../worlds/start.ts';
import { written, type Entity, type Made } from './made.ts';
import type { Shelf } from './speech.ts';

/* KOMOJU's sessions, as far as the worlds speak of them. */

/** The session that was there before is as old as the world, and can be paid for a day. */
const expiresAt = startAt + dayMs;

const isPayment = ({ operation }: Made): boolean => operation === 'komoju.session.pay';

const paymentOf = ({ at }: Made): Entity => ({ status: 'captured', created_at: written(at) });

/** A session that was just made. */
export const newSession = ({ object, at, sent }: Made): Entity => ({
  id: object,
  status: 'pending',
  amount: sent['amount'],
  currency: 'JPY',
  metadata: sent['metadata'],
  created_at: written(at),
});

/** A session that was there before, with what was paid in it. */
export function oldSession(id: string, { shown, at }: Shelf): Entity {
  const paid = shown.find((one) => isPayment(one) && one.on === id);
  return {
    id,
    status: paid === undefined ? 'pending' : 'completed',
    expired: paid === undefined && at >= expiresAt,
    cancelled_at: null,
    completed_at: paid === undefined ? null : written(paid.at),
    payment: paid === undefined ? null : paymentOf(paid),
  };
}

/** How the payment of a session is answered. */
export const paidSession = (one: Made): Entity => ({
  redirect_url: null,
  status: 'completed',
  payment: paymentOf(one),
});
