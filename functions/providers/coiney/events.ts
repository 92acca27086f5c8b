import * as z from 'zod/mini';
import { jsonIn } from '../../platform/body/json-in.ts';
import { isSameSecret } from '../../platform/same-secret.ts';
import type { EventSource, ParsedEvent, PaymentView } from '../event-source.ts';
import { Id, ifReadable, Moment, momentOf, referenceOf } from '../reference.ts';
import { coiney } from './coiney.ts';
import { orderEntry } from './objects.ts';

/*
 * Coiney's only webhook says that a payment was paid (page on webhooks). It is not signed and has no id: it is a hint,
 * recognised by a token in its path, and the payment is read back. Of refunds, cancellations and expiry it tells nothing.
 */

const Hint = z.looseObject({ id: Id, object: z.literal('payment'), type: z.string() });

function parseHint(bytes: Buffer): ParsedEvent {
  const { data } = Hint.safeParse(jsonIn(bytes));
  if (data === undefined) return 'unreadable';
  return { id: `${data.id}:${data.type}`, type: data.type, payment: data.id };
}

const Payment = z.looseObject({
  id: Id,
  status: z.enum(['open', 'expired', 'paid', 'refunded', 'cancelled']),
  amount: z.number(),
  currency: z.string(),
  createdAt: Moment,
  metadata: ifReadable(z.looseObject({ [orderEntry]: ifReadable(z.string()) })),
});

/** A payment as an answer shows it. Coiney refunds the whole or nothing, and shows no refund. */
export function parsePaymentView(body: unknown): PaymentView | undefined {
  const { data } = Payment.safeParse(body);
  const at = momentOf(data?.createdAt);
  if (data === undefined || at === undefined) return undefined;
  const { id, status, amount, currency, metadata } = data;
  return {
    id,
    state: status,
    amount,
    total: amount,
    currency,
    at,
    order: metadata?.[orderEntry],
    reference: referenceOf(metadata),
  };
}

export const coineyEvents: EventSource = {
  provider: coiney.name,
  secretPlace: 'webhookToken',
  isGenuine: ({ path }, token) => isSameSecret(path['token'] ?? '', token),
  parseEvent: parseHint,
  paymentsPath: '/api/v1/payments',
  parsePayment: parsePaymentView,
  // A later last day opens an expired link again.
  endedStates: new Set(['cancelled']),
  polled: 'coiney.payment.create',
};
