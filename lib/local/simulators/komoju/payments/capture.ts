import type { Call } from '../call.ts';
import { rejection } from '../protocol/errors.ts';
import { isGiven, readAmount } from '../protocol/fields.ts';
import { timestamp } from '../protocol/timestamps.ts';
import type { Payment } from '../state.ts';
import { showPayment } from './show.ts';
import { taxOn } from './tax.ts';

/**
 * Captures less than was authorized, as the newer API can. It is not documented how the payment looks afterwards; here it
 * looks as if it had been authorized for that amount.
 */
function reduce(payment: Payment, { fields }: Call): void {
  const amount = readAmount(fields);
  const tax = taxOn(amount, fields['tax']);
  const total = amount + tax + payment.payment_method_fee;
  if (total > payment.total) {
    throw rejection('invalid_parameter', 'amount', 'must not exceed what was authorized');
  }
  Object.assign(payment, { amount, tax, total });
}

/** Captures an authorized card payment. */
export function capturePayment(call: Call): Payment {
  const payment = showPayment(call);
  const isCard = payment.payment_details.type === 'credit_card';
  if (!isCard || payment.status !== 'authorized') throw rejection('not_capturable');

  if (isGiven(call.fields['amount'])) reduce(payment, call);
  payment.status = 'captured';
  payment.captured_at = timestamp(call.now());
  return payment;
}
