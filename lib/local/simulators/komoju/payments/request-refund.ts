import { isRefundedInCash } from '../assumptions.ts';
import type { Call } from '../call.ts';
import { refusal } from '../protocol/errors.ts';
import { isGiven, readAmount, readText, type Fields } from '../protocol/fields.ts';
import { newId } from '../protocol/ids.ts';
import { timestamp } from '../protocol/timestamps.ts';
import { showPayment, type Payment } from './create.ts';
import { restOf } from './refund.ts';

/** Money that KOMOJU is asked to send to a customer's bank, member by member as in the document of 2020. */
export type RefundRequest = {
  id: string;
  payment: string;
  customer_name: string;
  bank_name: string;
  branch_number: string;
  account_number: string;
  status: 'pending' | 'completed';
  created_at: string;
};

const accountTypes = ['normal', 'checking', 'savings'];

function required(fields: Fields, name: string): string {
  const text = readText(fields, name);
  if (text === null) throw refusal('missing_parameter', name);
  return text;
}

/** The document's own example has one digit more than a Japanese account or branch number, so any length passes. */
function requiredDigits(fields: Fields, name: string): string {
  const text = required(fields, name);
  if (!/^\d+$/.test(text)) throw refusal('invalid_parameter', name, 'must be digits');
  return text;
}

/** For payments that were made in cash: the money goes back by bank transfer, later. */
export function requestRefund(call: Call): Payment {
  const { fields } = call;
  const payment = showPayment(call);
  const isCash = isRefundedInCash(payment.payment_details.type);
  const rest = restOf(payment);
  if (!isCash || payment.status !== 'captured' || rest === 0) throw refusal('not_refundable');
  const amount = isGiven(fields['amount']) ? readAmount(fields) : rest;
  if (amount > rest) throw refusal('not_refundable', 'amount');
  if (!accountTypes.includes(required(fields, 'account_type'))) {
    throw refusal('invalid_parameter', 'account_type', `must be one of ${accountTypes.join(', ')}`);
  }
  const id = newId();
  payment.refund_requests.push({
    id,
    payment: payment.id,
    customer_name: required(fields, 'customer_name'),
    bank_name: required(fields, 'bank_name'),
    branch_number: requiredDigits(fields, 'branch_number'),
    account_number: requiredDigits(fields, 'account_number'),
    status: 'pending',
    created_at: timestamp(call.now()),
  });
  call.state.requestedAmounts[id] = amount;
  return payment;
}
