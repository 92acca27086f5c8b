import type { Call } from '../call.ts';
import { recordPayment } from '../events/record.ts';
import { rejection } from '../protocol/errors.ts';
import { readText } from '../protocol/fields.ts';
import { changedMetadata } from '../protocol/metadata.ts';
import { timestamp } from '../protocol/timestamps.ts';
import { authorizeMethod, takePaymentMethod } from '../payment-method.ts';
import { topUp } from '../payment-types/prepaid.ts';
import type { Payment } from '../state.ts';
import { isCaptured } from './refund.ts';
import { showPayment } from './show.ts';

/** Pays the missing amount with another prepaid card of the same type. Schema in KOMOJU's Ruby client (seen 2026). */
function addCard(payment: Payment, call: Call): void {
  const { method } = takePaymentMethod(call);
  const { type } = payment.payment_details;
  if (payment.status !== 'pending' || method.kind !== 'prepaid' || method.type !== type) {
    throw rejection('unprocessable_entity', 'payment_details');
  }
  authorizeMethod(method, call);
  payment.payment_details = topUp(payment.payment_details, method);
  if (payment.payment_details['short_amount'] !== 0) return;
  payment.status = 'captured';
  payment.captured_at = timestamp(call.now());
}

/** Changes description and metadata, or adds a prepaid card. */
export function updatePayment(call: Call): Payment {
  const { fields } = call;
  const payment = showPayment(call);
  const wasCaptured = isCaptured(payment);
  const metadata = changedMetadata(payment.metadata, fields);
  const description = readText(fields, 'description');
  if ('payment_details' in fields) addCard(payment, call);
  if ('description' in fields) payment.description = description;
  payment.metadata = metadata;
  const isPaidNow = !wasCaptured && isCaptured(payment);
  recordPayment(isPaidNow ? 'payment.captured' : 'payment.updated', payment, call);
  return payment;
}
