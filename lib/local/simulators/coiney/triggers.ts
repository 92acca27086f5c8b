import type { Triggers, TriggerStep } from '../trigger.ts';

const link: TriggerStep = {
  does: 'request',
  method: 'POST',
  path: '/coiney/api/v1/payments',
  body: { amount: 1000, currency: 'jpy', method: 'creditcard' },
};

/** How the only event that Coiney tells comes about. */
export const triggers: Triggers = {
  'payment.succeeded': [link, { does: 'happening', control: 'coiney/payments/{id}/pay' }],
};
