import { keepNewest, rememberedMax } from '../../../../host/bounded.ts';
import { isRefundedInCash, refundRequestAnswer } from '../assumptions.ts';
import type { Call } from '../call.ts';
import { recordPayment } from '../events/record.ts';
import { rejection } from '../protocol/errors.ts';
import { isGiven, readAmount, readText, type Fields } from '../protocol/fields.ts';
import { newId } from '../protocol/ids.ts';
import { timestamp } from '../protocol/timestamps.ts';
import type { Payment, RefundRequest } from '../state.ts';
import { eventOfChange } from '../webhook-assumptions.ts';
import { paymentIn, refundRequestIn } from './in-version.ts';
import { refundableRest } from './refund.ts';
import { showPayment } from './show.ts';

const accountTypes = ['normal', 'checking', 'savings'];

function required(fields: Fields, name: string): string {
  const text = readText(fields, name);
  if (text === null) throw rejection('missing_parameter', name);
  return text;
}

/** Any length is accepted: the document's own example has one digit more than Japanese account and branch numbers. */
function requiredDigits(fields: Fields, name: string): string {
  const text = required(fields, name);
  if (!/^\d+$/.test(text)) throw rejection('invalid_parameter', name, 'must be digits');
  return text;
}

/** Requests the refund of a payment in cash, which is paid later by bank transfer. */
function addRequest(call: Call): { payment: Payment; request: RefundRequest } {
  const { fields } = call;
  const payment = showPayment(call);
  const isCash = isRefundedInCash(payment.payment_details.type);
  const rest = refundableRest(payment);
  if (!isCash || payment.status !== 'captured' || rest === 0) throw rejection('not_refundable');
  const amount = isGiven(fields['amount']) ? readAmount(fields) : rest;
  if (amount > rest) throw rejection('not_refundable', 'amount');
  if (!accountTypes.includes(required(fields, 'account_type'))) {
    throw rejection(
      'invalid_parameter',
      'account_type',
      `must be one of ${accountTypes.join(', ')}`,
    );
  }
  const id = newId();
  const request: RefundRequest = {
    id,
    payment: payment.id,
    customer_name: required(fields, 'customer_name'),
    bank_name: required(fields, 'bank_name'),
    branch_number: requiredDigits(fields, 'branch_number'),
    account_number: requiredDigits(fields, 'account_number'),
    status: 'pending',
    created_at: timestamp(call.now()),
    bank_code: readText(fields, 'bank_code'),
    branch_name: readText(fields, 'branch_name'),
  };
  payment.refund_requests.push(request);
  recordPayment(eventOfChange, payment, call);
  call.state.requestedAmounts[id] = amount;
  keepNewest(call.state.requestedAmounts, rememberedMax);
  return { payment, request };
}

/** The answer to a refund request, as the sandbox or the version of the request says; undefined: it has no body. */
export function requestRefund(call: Call): object | undefined {
  const { state, version } = call;
  const { payment, request } = addRequest(call);
  switch (state.refundRequestAnswer ?? refundRequestAnswer[version]) {
    case 'payment':
      return paymentIn(version, payment, state.rests[payment.id]);
    case 'request':
      return refundRequestIn(version, request);
    case 'nothing':
      return undefined;
  }
}
