import type { Triggers, TriggerStep } from '../trigger.ts';
import { cardToken } from './examples.ts';

const payments = '/komoju/api/v1/payments';

const create = (payment_details: unknown, more: object = {}): TriggerStep => ({
  does: 'request',
  method: 'POST',
  path: payments,
  body: { amount: 1000, currency: 'JPY', payment_details, ...more },
});

/** The customer has a number to pay with at a convenience store. */
const konbini = create({ type: 'konbini', store: 'lawson', email: 'taro@example.com' });

const happens = (what: string): TriggerStep => ({
  does: 'happening',
  control: `komoju/payments/{id}/${what}`,
});

const asks = (what: string, body: object = {}): TriggerStep => ({
  does: 'request',
  method: 'POST',
  path: `${payments}/{id}/${what}`,
  body,
});

const token: TriggerStep = {
  does: 'token',
  token: cardToken('A card', 'TOKEN', '4111111111111111'),
};
const card = [token, create('{token}')];

/** How each of KOMOJU's events about a payment comes about. */
export const triggers: Triggers = {
  'payment.authorized': [konbini],
  'payment.captured': card,
  'payment.cancelled': [token, create('{token}', { capture: 'manual' }), asks('cancel')],
  'payment.expired': [konbini, happens('expire')],
  'payment.failed': [konbini, happens('fail')],
  'payment.refund.created': [...card, asks('refund', { amount: 400 })],
  'payment.refunded': [...card, asks('refund')],
  'payment.updated': [
    konbini,
    {
      does: 'request',
      method: 'PATCH',
      path: `${payments}/{id}`,
      body: { metadata: { note: 'a' } },
    },
  ],
};
