import type { Call } from '../call.ts';
import { recordPayment } from '../events/record.ts';
import { rejection } from '../protocol/errors.ts';
import { isGiven, readAmount } from '../protocol/fields.ts';
import { timestamp } from '../protocol/timestamps.ts';
import type { Payment } from '../state.ts';
import { refundOf } from './refund.ts';
import { showPayment } from './show.ts';
import { taxOn } from './tax.ts';

/** Captures less than was authorized, as the newer API can. The difference goes back, and is kept as a refund. */
function reduce(payment: Payment, { fields, state, now }: Call): void {
  const amount = readAmount(fields);
  const tax = taxOn(amount, fields['tax']);
  const total = amount + tax + payment.payment_method_fee;
  if (total > payment.total) {
    throw rejection('invalid_parameter', 'amount', 'must not exceed what was authorized');
  }
  const authorized = { amount: payment.amount, tax: payment.tax, total: payment.total };
  const given = { amount: authorized.total - total, description: null, chargeback: false };
  if (given.amount > 0) {
    const refund = refundOf(payment, { ...given, status: 'completed' }, now());
    state.rests[payment.id] = { refund, authorized };
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
  recordPayment('payment.captured', payment, call);
  return payment;
}
