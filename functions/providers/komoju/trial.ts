import type { Trial } from '../provider.ts';
import { parsePayment } from './objects.ts';

/**
 * A payment at a convenience store: it needs no card and no token, and waits for a customer who never comes. KOMOJU
 * writes to the address, and nobody has one at example.com (RFC 2606).
 */
export const trial: Trial = {
  create: 'komoju.payment.create',
  body: {
    amount: 1000,
    currency: 'JPY',
    payment_details: { type: 'konbini', store: 'lawson', email: 'canary@example.com' },
    metadata: { made_by: 'the canary of the payment gateway' },
  },
  idIn: (body) => parsePayment(body)?.id,
  cancel: 'komoju.payment.cancel',
  isCancelled: (body) => parsePayment(body)?.state === 'cancelled',
};
