import type { Call } from './call.ts';
import { refusal } from './errors.ts';
import { readText } from './fields.ts';
import { changedMetadata } from './metadata.ts';
import { showPayment, type Payment } from './payments.ts';

/** Changes what the merchant wrote on a payment. A top-up by new payment details is not simulated. */
export function updatePayment(call: Call): Payment {
  const { fields } = call;
  const payment = showPayment(call);
  if ('payment_details' in fields) throw refusal('unprocessable_entity', 'payment_details');
  const metadata = changedMetadata(payment.metadata, fields);
  if ('description' in fields) payment.description = readText(fields, 'description');
  payment.metadata = metadata;
  return payment;
}
