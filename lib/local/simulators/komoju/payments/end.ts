import { recordPayment, type At } from '../events/record.ts';
import type { Payment } from '../state.ts';
import { isOverdue } from '../webhook-assumptions.ts';
import { isOpen } from './pay-later.ts';

/** A payment ends without money. */
export function endPayment(
  payment: Payment,
  status: 'cancelled' | 'expired' | 'failed',
  at: At,
): void {
  payment.status = status;
  recordPayment(`payment.${status}`, payment, at);
}

/** The time of a payment that nobody has paid or captured runs out. */
export function expireIfOverdue(payment: Payment, at: At): void {
  if (isOpen(payment) && isOverdue(payment.payment_deadline, at.now())) {
    endPayment(payment, 'expired', at);
  }
}

/** The same for all payments. */
export function expireOverdue(at: At): void {
  for (const payment of Object.values(at.state.payments)) expireIfOverdue(payment, at);
}
