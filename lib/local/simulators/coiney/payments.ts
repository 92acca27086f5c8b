import { randomBytes } from 'node:crypto';
import { keepNewest, rememberedMax } from '../../../host/bounded.ts';
import { absent, endOfDay } from './assumptions.ts';
import { maxEntries, NewPayment, readBody } from './body.ts';
import type { Call } from './call.ts';
import { rejection } from './errors.ts';
import type { Payment } from './state.ts';
import { monthsLater, timestamp } from './timestamps.ts';

/** How many months a link can be paid if the request names no last day. */
const monthsOpen = 3;

/** 32 characters, as in the document's examples. */
const newId = (prefix: string): string => `${prefix}_${randomBytes(16).toString('hex')}`;

/** The end of a link's last day, which must be in the future. */
export function endOfLastDay(expiredOn: string, now: number): string {
  const end = endOfDay(expiredOn);
  if (end <= now) throw rejection('invalid_parameter', { expiredOn: 'is past' });
  return timestamp(end);
}

/** The metadata, unless they have too many entries. */
export function checkedMetadata(metadata: Record<string, string>): Record<string, string> {
  if (Object.keys(metadata).length <= maxEntries) return metadata;
  throw rejection('invalid_parameter', { metadata: `has more than ${maxEntries} entries` });
}

/** Creates a payment with its link. Without an idempotency key a repeated request creates another one. */
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
        : endOfLastDay(order.expiredOn, at),
    status: 'open',
    subject: order.subject ?? absent,
    description: order.description ?? absent,
    remarks: order.remarks ?? absent,
    metadata: checkedMetadata(order.metadata),
    links: {
      paymentUrl: `https://payge.co/${newId('co')}`,
      redirectUrl: order.redirectUrl ?? absent,
      cancelUrl: order.cancelUrl ?? absent,
      webhookUrl: order.webhookUrl ?? absent,
    },
    locale: order.locale ?? absent,
  };
  state.payments[payment.id] = payment;
  keepNewest(state.payments, rememberedMax);
  return payment;
}

/** The payment with its current status: a link whose time is over has expired. */
export function withCurrentStatus(payment: Payment, now: number): Payment {
  if (payment.status === 'open' && Date.parse(payment.validUntil) <= now) {
    payment.status = 'expired';
  }
  return payment;
}

/** The payment that a path names. */
export function showPayment({ state, now, path }: Call): Payment {
  const id = path['id'] ?? '';
  const payment = Object.hasOwn(state.payments, id) ? state.payments[id] : undefined;
  if (payment === undefined) throw rejection('payment_not_found');
  return withCurrentStatus(payment, now());
}
