import { append } from '../../../../host/bounded.ts';
import { paymentIn } from '../payments/in-version.ts';
import { newId } from '../protocol/ids.ts';
import { timestamp } from '../protocol/timestamps.ts';
import type { Customer, KomojuState, Payment } from '../state.ts';
import { eventsOfRefund, maxEvents } from '../webhook-assumptions.ts';
import type { EventType, KomojuEvent } from './event.ts';

/** Where and when something happens. */
export type At = { readonly state: KomojuState; readonly now: () => number };

/** A new event. Its data are a copy: what it is of goes on changing. */
export const eventOf = (type: string, data: object, now: number): KomojuEvent => ({
  id: newId(),
  type,
  resource: 'event',
  data: JSON.parse(JSON.stringify(data)) as KomojuEvent['data'],
  created_at: timestamp(now),
  reason: null,
});

/** Remembers that something happened, and that it is to be told. */
export function record(type: EventType, data: object, { state, now }: At): void {
  const event = eventOf(type, data, now());
  append(state.events, event, maxEvents);
  append(state.untold, event, maxEvents);
}

/** Something happened to a payment. It is called when the payment has changed. */
export function recordPayment(
  type: Extract<EventType, `payment.${string}`>,
  payment: Payment,
  at: At,
): void {
  const { version, rests } = at.state;
  record(type, paymentIn(version, payment, rests[payment.id]), at);
}

/** A refund of a payment was made or has arrived. */
export function recordRefund(which: keyof typeof eventsOfRefund, payment: Payment, at: At): void {
  for (const type of eventsOfRefund[which]) recordPayment(type, payment, at);
}

/** Something happened to a customer. */
export function recordCustomer(
  type: Extract<EventType, `customer.${string}`>,
  customer: Omit<Customer, 'source'>,
  at: At,
): void {
  record(type, customer, at);
}
