import { expect } from '@jest/globals';
import { ok, type ClientRequest } from './client.ts';

/* What the requests of hosted checkout have in common, whoever sends them. */

export const opened = {
  ...ok,
  members: {
    id: expect.any(String),
    resource: 'session',
    status: 'pending',
    amount: 1000,
    currency: 'JPY',
    session_url: expect.stringContaining('/sessions/'),
    payment: null,
    error: undefined,
  },
};

/** The order as a session is opened for it. */
export const checkout = {
  amount: 1000,
  currency: 'JPY',
  return_url: 'https://shop.example/back?order=7',
  default_locale: 'ja',
};

export const address = {
  zipcode: '1500001',
  country: 'JP',
  state: '東京都',
  city: '渋谷区',
  street_address1: '神宮前1-1',
};

export const open = (headers: Record<string, string>, body: string): ClientRequest => ({
  method: 'POST',
  path: '/sessions',
  headers,
  body,
  checks: opened,
});

export const methods = (headers?: Record<string, string>): ClientRequest => ({
  method: 'GET',
  path: '/payment_methods',
  ...(headers !== undefined && { headers }),
  checks: { ...ok, members: { 0: expect.objectContaining({ type_slug: 'credit_card' }) } },
});

/** A read of a session that is paid, of which the client looks at the session and at its payment. */
export const readPaid: ClientRequest = {
  on: 'paidSession',
  method: 'GET',
  path: '/sessions/{id}',
  checks: {
    ...ok,
    members: { status: 'completed', payment: expect.objectContaining({ status: 'captured' }) },
  },
};

/** A payment of a session by a token, which its body names `{token}`. */
export const payByToken = (headers: Record<string, string>, more: object = {}): ClientRequest => ({
  on: 'session',
  method: 'POST',
  path: '/sessions/{id}/pay',
  headers,
  body: JSON.stringify({ payment_details: '{token}', ...more }),
  checks: {
    ...ok,
    members: { status: 'completed', redirect_url: expect.any(String), error: undefined },
  },
});

export const cancelSession = (headers: Record<string, string>): ClientRequest => ({
  on: 'session',
  method: 'POST',
  path: '/sessions/{id}/cancel',
  headers,
  checks: { status: [200], members: { status: 'cancelled' } },
});
