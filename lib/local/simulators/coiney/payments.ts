import { randomBytes } from 'node:crypto';
import { absent, endOfDay } from './assumptions.ts';
import { entriesMost, NewPayment, readBody } from './body.ts';
import type { Call } from './call.ts';
import { refusal } from './errors.ts';
import { monthsLater, timestamp } from './timestamps.ts';

export type Status = 'open' | 'expired' | 'paid' | 'refunded' | 'cancelled';

/** A payment, member by member in the order in which Coiney's document lists them. */
export type Payment = {
  id: string;
  object: 'payment';
  mode: 'live' | 'test';
  createdAt: string;
  amount: number;
  currency: string;
  paidAt?: string;
  refundedAt?: string;
  validUntil: string;
  status: Status;
  subject: string | null;
  description: string | null;
  remarks: string | null;
  metadata: Record<string, string>;
  links: {
    paymentUrl: string;
    redirectUrl: string | null;
    cancelUrl: string | null;
    webhookUrl: string | null;
  };
  locale: string | null;
};

/** Months for which a link can be paid that was given no last day. */
const monthsOpen = 3;

/** 32 characters, as in the document's examples. */
const newId = (prefix: string): string => `${prefix}_${randomBytes(16).toString('hex')}`;

/** The end of a last day that is still to come. */
export function endOf(expiredOn: string, now: number): string {
  const end = endOfDay(expiredOn);
  if (end <= now) throw refusal('invalid_parameter', { expiredOn: 'is past' });
  return timestamp(end);
}

/** Metadata within their bounds. */
export function within(metadata: Record<string, string>): Record<string, string> {
  if (Object.keys(metadata).length <= entriesMost) return metadata;
  throw refusal('invalid_parameter', { metadata: `has more than ${entriesMost} entries` });
}

/** Makes a link. There is no key that could tell a repetition: each request makes another one. */
export function createPayment({ state, now, body }: Call): Payment {
  const order = readBody(NewPayment, body);
  const at = now();
  const payment: Payment = {
    id: newId('pm'),
    object: 'payment',
    mode: 'test',
    createdAt: timestamp(at),
    amount: order.amount,
    currency: order.currency,
    validUntil:
      order.expiredOn === undefined
        ? timestamp(monthsLater(monthsOpen, at))
        : endOf(order.expiredOn, at),
    status: 'open',
    subject: order.subject ?? absent,
    description: order.description ?? absent,
    remarks: order.remarks ?? absent,
    metadata: within(order.metadata),
    links: {
      paymentUrl: `https://payge.co/${newId('co')}`,
      redirectUrl: order.redirectUrl ?? absent,
      cancelUrl: order.cancelUrl ?? absent,
      webhookUrl: order.webhookUrl ?? absent,
    },
    locale: order.locale ?? absent,
  };
  state.payments[payment.id] = payment;
  return payment;
}

/** The payment as it stands now: a link whose time is over has expired. */
export function current(payment: Payment, now: number): Payment {
  if (payment.status === 'open' && Date.parse(payment.validUntil) <= now) {
    payment.status = 'expired';
  }
  return payment;
}

/** The payment that a path names. */
export function showPayment({ state, now, path }: Call): Payment {
  const id = path['id'] ?? '';
  const payment = Object.hasOwn(state.payments, id) ? state.payments[id] : undefined;
  if (payment === undefined) throw refusal('payment_not_found');
  return current(payment, now());
}
