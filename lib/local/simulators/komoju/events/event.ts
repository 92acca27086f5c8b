/** What an event can be of. KOMOJU documentation, webhooks (seen 2026), without those of subscriptions and payouts. */
export type EventType =
  | 'ping'
  | 'payment.authorized'
  | 'payment.captured'
  | 'payment.updated'
  | 'payment.expired'
  | 'payment.cancelled'
  | 'payment.failed'
  | 'payment.refund.created'
  | 'payment.refunded'
  | 'customer.created'
  | 'customer.updated'
  | 'customer.deleted';

/** An event, with its members in the order of a recorded delivery. */
export type KomojuEvent = {
  id: string;
  type: string;
  resource: 'event';
  /** The object as it was shown at that moment. */
  data: Readonly<Record<string, unknown>>;
  created_at: string;
  reason: string | null;
};

/** The payment that an event is of; null if it is of something else. */
export const paymentOfEvent = ({ data }: KomojuEvent): string | null =>
  data['resource'] === 'payment' && typeof data['id'] === 'string' ? data['id'] : null;
