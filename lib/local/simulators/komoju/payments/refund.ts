import { isRefundedInCash } from '../assumptions.ts';
import type { Call } from '../call.ts';
import { recordRefund, type At } from '../events/record.ts';
import { rejection } from '../protocol/errors.ts';
import { isGiven, readAmount, readText } from '../protocol/fields.ts';
import { newId } from '../protocol/ids.ts';
import { timestamp } from '../protocol/timestamps.ts';
import type { Payment, Refund } from '../state.ts';
import { showPayment } from './show.ts';

/** The amount that can still be refunded, out of the total that the customer paid. */
export const refundableRest = ({ total, amount_refunded }: Payment): number =>
  total - amount_refunded;

export const isCaptured = ({ status }: Payment): boolean => status === 'captured';

type Given = Pick<Refund, 'amount' | 'chargeback' | 'description' | 'status'>;

/** A refund of a payment. */
export const refundOf = (
  { id: payment, currency }: Payment,
  { amount, description, status, chargeback }: Given,
  now: number,
): Refund => ({
  id: newId(),
  resource: 'refund',
  status,
  redirect_url: status === 'pending' ? `https://komoju.com/refunds/${newId()}` : null,
  amount,
  currency,
  payment,
  description,
  created_at: timestamp(now),
  chargeback,
});

/** Adds a refund; the payment becomes refunded when the whole total has been refunded and has arrived. */
export function addRefund(payment: Payment, given: Given, at: At): void {
  payment.refunds.push(refundOf(payment, given, at.now()));
  payment.amount_refunded += given.amount;
  markIfRefunded(payment);
  recordRefund(given.status, payment, at);
}

/** While refunded cash waits for its customer the payment stays captured, as a sample answer of 2020 shows. */
export function markIfRefunded(payment: Payment): void {
  const hasArrived = payment.refunds.every(({ status }) => status === 'completed');
  if (refundableRest(payment) === 0 && hasArrived) payment.status = 'refunded';
}

/** Refunds the amount that is sent, or the whole rest. */
export function refundPayment(call: Call): Payment {
  const { fields } = call;
  const payment = showPayment(call);
  const rest = refundableRest(payment);
  if (!isCaptured(payment) || rest === 0) throw rejection('not_refundable');
  const amount = isGiven(fields['amount']) ? readAmount(fields) : rest;
  if (amount > rest) throw rejection('not_refundable', 'amount');

  const status = isRefundedInCash(payment.payment_details.type) ? 'pending' : 'completed';
  const description = readText(fields, 'description');
  addRefund(payment, { amount, description, status, chargeback: false }, call);
  return payment;
}
