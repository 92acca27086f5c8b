import type { Call } from '../call.ts';
import { refusal } from '../protocol/errors.ts';
import { isGiven, readAmount } from '../protocol/fields.ts';
import { timestamp } from '../protocol/timestamps.ts';
import { showPayment, type Payment } from './create.ts';
import { taxOn } from './tax.ts';

/**
 * Captures less than was authorized. The newer API can; how the payment looks afterwards is not documented, and
 * here it looks as if it had been authorized for that amount.
 */
function reduce(payment: Payment, { fields }: Call): void {
  const amount = readAmount(fields);
  const tax = taxOn(amount, fields['tax']);
  const total = amount + tax + payment.payment_method_fee;
  if (total > payment.total) {
    throw refusal('invalid_parameter', 'amount', 'must not exceed what was authorized');
  }
  Object.assign(payment, { amount, tax, total });
}

/** Takes the money that an authorization holds; cards only. */
export function capturePayment(call: Call): Payment {
  const payment = showPayment(call);
  const isCard = payment.payment_details.type === 'credit_card';
  if (!isCard || payment.status !== 'authorized') throw refusal('not_capturable');

  if (isGiven(call.fields['amount'])) reduce(payment, call);
  payment.status = 'captured';
  payment.captured_at = timestamp(call.now());
  return payment;
}
