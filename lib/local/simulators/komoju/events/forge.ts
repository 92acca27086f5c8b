import type { Forgery } from '../../webhooks/webhook.ts';
import { paymentIn } from '../payments/in-version.ts';
import { find } from '../state.ts';
import type { KomojuEvent } from './event.ts';
import { eventOf, type At } from './record.ts';

/** What a forger says of a payment that KOMOJU does not know. */
const invented = { resource: 'payment', amount: 1, tax: 0, total: 1, currency: 'JPY', refunds: [] };

/**
 * An event that never happened, and that KOMOJU does not remember: of a payment that exists or not, with the status that
 * its type claims (`payment.captured`).
 */
export function forgedEvent({ type, payment: id }: Forgery, { state, now }: At): KomojuEvent {
  const payment = find(state.payments, id);
  const shown =
    payment === undefined
      ? { id, ...invented }
      : paymentIn(state.version, payment, state.rests[id]);
  return eventOf(type, { ...shown, status: type.replace(/^payment\./, '') }, now());
}
