import { recordPayment, type At } from '../events/record.ts';
import { timestamp } from '../protocol/timestamps.ts';
import type { Payment } from '../state.ts';

/** Whether something can still become of a payment. */
export const isOpen = ({ status }: Payment): boolean =>
  status === 'pending' || status === 'authorized';

/** The merchant captures a card and tops up a prepaid card, so their customers have nothing to pay later. */
const isPaidLater = ({ payment_details: { type, ...details } }: Payment): boolean =>
  type !== 'credit_card' && !('prepaid_cards' in details);

/**
 * Whether the customer can pay now what was ordered before: at a till, at a bank, or on another site. A till may take
 * cash of which KOMOJU hears only after the payment has expired.
 */
export const isPayableLater = (payment: Payment): boolean =>
  (isOpen(payment) || payment.status === 'expired') && isPaidLater(payment);

/** The customer has paid. */
export function payLater(payment: Payment, at: At): void {
  payment.status = 'captured';
  payment.captured_at = timestamp(at.now());
  recordPayment('payment.captured', payment, at);
}
