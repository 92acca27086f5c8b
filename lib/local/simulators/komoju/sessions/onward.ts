import type { Call } from '../call.ts';
import { returnTo } from '../protocol/return-url.ts';
import type { Payment } from '../state.ts';
import type { SessionEntry } from './session.ts';
import { pageOf, paymentOf } from './show.ts';

/** Back to the shop, or null if the session does not say where that is. */
export const shopOf = ({ id, return_url }: SessionEntry): string | null =>
  return_url === null ? null : returnTo(return_url, 'session_id', id);

/** Where the customer of an open payment has to act: the other site, or the instructions. */
function pageOfPayment({ status, payment_details }: Payment): string | undefined {
  const { redirect_url: other, instructions_url: instructions } = payment_details;
  if (status !== 'pending' && status !== 'authorized') return undefined;
  return [other, instructions].find((url) => typeof url === 'string');
}

/** Where the customer of a completed session goes: to where the payment is confirmed or explained, or to the shop. */
export function onwardOf(entry: SessionEntry, view: Pick<Call, 'state' | 'now'>): string | null {
  const payment = paymentOf(entry, view);
  return (payment === null ? undefined : pageOfPayment(payment)) ?? shopOf(entry);
}

/** The same for a browser, which has to be sent somewhere: the page of a session says how it stands. */
export const browserOnwardOf = (
  entry: SessionEntry,
  view: Pick<Call, 'state' | 'origin' | 'now'>,
): string =>
  (entry.status === 'completed' ? onwardOf(entry, view) : null) ?? pageOf(entry, view.origin);
