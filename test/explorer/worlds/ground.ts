import { maxEffectDelayMs } from '../../../functions/ledger/quarantine.ts';
import { hourMs, minuteMs, secondMs } from '../../../functions/platform/clock.ts';
import type { ProviderKind, Request, Scenario } from './scenario.ts';

/* What the worlds have in common: their providers, their requests, their stretches of time. */

export const komoju: ProviderKind = {
  name: 'komoju',
  remembersRejections: true,
  listsFailures: false,
  lags: false,
};
export const forgetful: ProviderKind = {
  ...komoju,
  remembersRejections: false,
  listsFailures: true,
  isOldestFirst: true,
};
export const coiney: ProviderKind = { ...komoju, name: 'coiney', lags: true };

export const order: Request = {
  operation: 'komoju.payment.create',
  path: {},
  body: { amount: 1000, currency: 'JPY' },
  key: 'order',
  account: 'main',
  secretKey: 'sk_1',
  fingerprintKeys: 1,
};
export const refund: Request = {
  ...order,
  operation: 'komoju.payment.refund',
  path: { paymentId: 'pay_1' },
  body: { amount: 300, description: 'returned' },
};
export const capture: Request = {
  ...order,
  operation: 'komoju.payment.capture',
  path: { paymentId: 'pay_1' },
  body: {},
};
export const removal: Request = {
  ...order,
  operation: 'komoju.customer.delete',
  path: { customerId: 'cus_1' },
  body: {},
};
export const session: Request = { ...order, operation: 'komoju.session.create' };
export const sessionPayment: Request = {
  ...order,
  operation: 'komoju.session.pay',
  path: { sessionId: 'ses_1' },
  body: { payment_details: 'tok_1' },
};
export const link: Request = { ...order, operation: 'coiney.payment.create' };

export const times = (count: number, request = order): readonly Request[] =>
  Array.from({ length: count }, () => request);

/** Nearly a lease, and a lease over; a lag over; a delay over; the last moments of a key that is good; a day and more. */
export const nearlyALease = 29 * secondMs;
export const lease = 32 * secondMs;
export const lag = 11 * minuteMs;
export const delay = hourMs + minuteMs;
export const nearlyADay = 23 * hourMs - minuteMs;
export const day = 25 * hourMs;

export const plain: Scenario = {
  name: 'two-at-once',
  provider: komoju,
  makes: 'charges',
  requests: times(2),
  atOnce: 2,
  readers: 0,
  faults: 2,
  declines: 1,
  jumps: 1,
  jumpsMs: [lease, delay],
  maxEffectDelayMs,
};
export const inTurn: Scenario = { ...plain, atOnce: 1, faults: 1 };
