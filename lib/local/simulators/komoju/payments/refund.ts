import { isRefundedInCash } from '../assumptions.ts';
import type { Call } from '../call.ts';
import { refusal } from '../protocol/errors.ts';
import { isGiven, readAmount, readText } from '../protocol/fields.ts';
import { newId } from '../protocol/ids.ts';
import { timestamp } from '../protocol/timestamps.ts';
import { showPayment, type Payment } from './create.ts';

/** Money that goes back, member by member as in the document of 2020; the one of 2018 has fewer. */
export type Refund = {
  id: string;
  resource: 'refund';
  /** Pending while a customer has to fetch the money. */
  status: 'pending' | 'completed';
  /** Where the customer says how to fetch it. */
  redirect_url: string | null;
  amount: number;
  currency: string;
  payment: string;
  description: string | null;
  created_at: string;
  chargeback: boolean;
};

/** What may still go back: sums count against the total, which is what the customer paid. */
export const restOf = ({ total, amount_refunded }: Payment): number => total - amount_refunded;

/** Books money that goes back; the payment is refunded when all of it has arrived. */
export function addRefund(
  payment: Payment,
  how: Pick<Refund, 'amount' | 'chargeback' | 'description' | 'status'>,
  now: number,
): void {
  const { amount, description, status, chargeback } = how;
  payment.refunds.push({
    id: newId(),
    resource: 'refund',
    status,
    redirect_url: status === 'pending' ? `https://komoju.com/refunds/${newId()}` : null,
    amount,
    currency: payment.currency,
    payment: payment.id,
    description,
    created_at: timestamp(now),
    chargeback,
  });
  payment.amount_refunded += amount;
  endIfRefunded(payment);
}

/** Cash that nobody has fetched yet leaves the payment captured, as a sample answer of 2020 shows. */
export function endIfRefunded(payment: Payment): void {
  const hasArrived = payment.refunds.every(({ status }) => status === 'completed');
  if (restOf(payment) === 0 && hasArrived) payment.status = 'refunded';
}

/** Gives a part or all of the rest back. */
export function refundPayment(call: Call): Payment {
  const { fields } = call;
  const payment = showPayment(call);
  const rest = restOf(payment);
  if (payment.status !== 'captured' || rest === 0) throw refusal('not_refundable');
  const amount = isGiven(fields['amount']) ? readAmount(fields) : rest;
  if (amount > rest) throw refusal('not_refundable', 'amount');

  const status = isRefundedInCash(payment.payment_details.type) ? 'pending' : 'completed';
  const description = readText(fields, 'description');
  addRefund(payment, { amount, description, status, chargeback: false }, call.now());
  return payment;
}
