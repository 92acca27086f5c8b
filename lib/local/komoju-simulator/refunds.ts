import { isRefundedInCash } from './assumptions.ts';
import type { Call } from './call.ts';
import { refusal } from './errors.ts';
import { isGiven, readAmount, readText } from './fields.ts';
import { newId } from './ids.ts';
import { timestamp } from './moments.ts';
import { showPayment, type Payment } from './payments.ts';

/** Money that goes back. The middle two members are there where the customer has to fetch it. */
export type Refund = {
  id: string;
  resource: 'refund';
  status?: 'pending';
  redirect_url?: string;
  amount: number;
  currency: string;
  payment: string;
  description: string | null;
  created_at: string;
  chargeback: null;
};

/** Gives a part or all of the rest back. Sums count against the total, which is what the customer paid. */
export function refundPayment(call: Call): Payment {
  const { fields } = call;
  const payment = showPayment(call);
  const rest = payment.total - payment.amount_refunded;
  if (payment.status !== 'captured' || rest === 0) throw refusal('not_refundable');
  const amount = isGiven(fields['amount']) ? readAmount(fields) : rest;
  if (amount > rest) throw refusal('not_refundable', 'amount');

  const isCash = isRefundedInCash(payment.payment_details.type);
  payment.refunds.push({
    id: newId(),
    resource: 'refund',
    ...(isCash && { status: 'pending', redirect_url: `https://komoju.com/refunds/${newId()}` }),
    amount,
    currency: payment.currency,
    payment: payment.id,
    description: readText(fields, 'description'),
    created_at: timestamp(call.now()),
    chargeback: null,
  });
  payment.amount_refunded += amount;
  // Cash that nobody has fetched yet leaves the payment captured, as a sample answer of 2020 shows.
  if (amount === rest && !isCash) payment.status = 'refunded';
  return payment;
}
