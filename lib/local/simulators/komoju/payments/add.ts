import { keepNewest, rememberedMax } from '../../../../host/bounded.ts';
import { recordPayment, type At } from '../events/record.ts';
import { openPayment, typeOf, type PaymentMethod } from '../payment-types/payment-types.ts';
import type { Order } from '../payment-types/opening.ts';
import { newId } from '../protocol/ids.ts';
import { timestamp } from '../protocol/timestamps.ts';
import type { Payment } from '../state.ts';
import { eventOfNew } from '../webhook-assumptions.ts';

/** Members of a payment that its request decides. */
type Requested =
  | 'amount'
  | 'tax'
  | 'currency'
  | 'customer'
  | 'description'
  | 'external_order_num'
  | 'metadata'
  | 'locale'
  | 'session';

/** Everything that a payment is made of, once its method was authorized. */
export type PaymentTerms = Pick<Payment, Requested> &
  Pick<Order, 'capture' | 'origin'> & { readonly method: PaymentMethod };

/** Stores a payment in its first state; only one of a session shows a session. */
export function addPayment(terms: PaymentTerms, at: At): Payment {
  const { state } = at;
  const now = at.now();
  const { amount, tax, method, capture, locale, origin, session } = terms;
  const id = newId();
  const fee = state.fees[typeOf(method)] ?? 0;
  const total = amount + tax + fee;
  const opening = openPayment(method, { id, locale, origin, total, capture, now });
  const payment: Payment = {
    id,
    resource: 'payment',
    status: opening.status,
    amount,
    tax,
    customer: terms.customer,
    payment_deadline: opening.payment_deadline,
    payment_details: opening.payment_details,
    payment_method_fee: fee,
    total,
    currency: terms.currency,
    description: terms.description,
    captured_at: opening.status === 'captured' ? timestamp(now) : null,
    external_order_num: terms.external_order_num,
    metadata: terms.metadata,
    created_at: timestamp(now),
    amount_refunded: 0,
    locale,
    refunds: [],
    refund_requests: [],
    ...(session !== undefined && { session }),
  };
  state.payments[id] = payment;
  keepNewest(state.payments, rememberedMax);
  const event = eventOfNew[payment.status];
  if (event !== undefined) recordPayment(event, payment, at);
  return payment;
}
