import { timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { Webhook } from 'standardwebhooks';

/** By what a shop knows that a webhook is the gateway's, and new. */
export type WebhookTrust = { readonly secret: string; readonly now: () => number };

/** What the shop reads of an event: members of its data that say how the payment of an order is. */
export type PaymentChange = {
  readonly subject: string;
  readonly revision: number;
  readonly order?: string;
  readonly state: string;
  readonly amount?: number;
};

type Received = { readonly headers: IncomingHttpHeaders; readonly body: string };

/** An older one may be a copy that somebody has kept. */
const mostSeconds = 300;

const isSame = (one: string, other: string): boolean =>
  one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));

/**
 * Whether a webhook is signed as Standard Webhooks says. A real shop calls the library's `verify`; it goes by the
 * machine's time, which is not that of a sandbox whose clock was moved.
 */
export function isTrusted({ headers, body }: Received, { secret, now }: WebhookTrust): boolean {
  const { 'webhook-id': id, 'webhook-timestamp': at, 'webhook-signature': given } = headers;
  if (typeof id !== 'string' || typeof at !== 'string' || typeof given !== 'string') return false;
  const seconds = Number(at);
  if (!(Math.abs(now() / 1000 - seconds) <= mostSeconds)) return false;
  const expected = new Webhook(secret).sign(id, new Date(seconds * 1000), body);
  return given.split(' ').some((signature) => isSame(signature, expected));
}

/** What a trusted webhook says of a payment; undefined where it tells something else. */
export function changeIn(body: string): PaymentChange | undefined {
  const { type, data } = JSON.parse(body) as { type: string; data: PaymentChange };
  return type === 'payment.changed' ? data : undefined;
}
