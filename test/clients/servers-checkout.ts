import { expect } from '@jest/globals';
import { form, formOf, json, ok, rawCard, type Client } from './client.ts';
import {
  address,
  cancelSession,
  checkout,
  methods,
  open,
  payByToken,
  readPaid,
} from './checkout.ts';

/* Hosted checkout of the clients of servers in other languages. */

type Requests = Client['requests'];

export const sdk = {
  ...json,
  'x-komoju-api-version': '2025-01-28',
  'user-agent': 'komoju-node-sdk/1.0.0',
};

const konbini = { type: 'konbini', store: 'lawson', email: 'taro@example.com' };
const secureToken = {
  id: expect.any(String),
  created_at: expect.any(String),
  verification_status: 'NEEDS_VERIFY',
  authentication_url: expect.any(String),
};

export const nodeClient: Requests = {
  'lists how one can pay': methods(sdk),
  'opens a session': open(
    sdk,
    JSON.stringify({
      ...checkout,
      mode: 'payment',
      expires_in_seconds: 3600,
      line_items: [{ description: 'Tea', quantity: 1, amount: 1000 }],
      payment_data: { capture: 'manual', name: 'Taro', name_kana: 'タロウ', intent: 'one_time' },
    }),
  ),
  'opens a session to keep a card': {
    ...open(
      sdk,
      JSON.stringify({ mode: 'customer', email: 'a@b.example', return_url: checkout.return_url }),
    ),
    checks: { ...ok, members: { mode: 'customer', status: 'pending', customer_id: null } },
  },
  'shows a session': { ...readPaid, headers: sdk },
  'pays a session': {
    ...payByToken(sdk, { capture: 'manual' }),
    checks: {
      ...ok,
      members: {
        status: 'completed',
        payment: expect.objectContaining({ status: 'authorized', session: expect.any(String) }),
      },
    },
  },
  'cancels a session': cancelSession(sdk),
  'makes a secure token': {
    method: 'POST',
    path: '/secure_tokens',
    headers: sdk,
    body: JSON.stringify({
      amount: 1000,
      currency: 'JPY',
      return_url: checkout.return_url,
      payment_details: rawCard,
    }),
    checks: { ...ok, members: secureToken },
  },
  'makes a secure token of nothing, to keep a card': {
    method: 'POST',
    path: '/secure_tokens',
    headers: sdk,
    body: JSON.stringify({
      amount: 0,
      currency: 'JPY',
      return_url: checkout.return_url,
      payment_details: rawCard,
    }),
    checks: { ...ok, members: secureToken },
  },
  'shows a secure token': {
    on: 'secureToken',
    method: 'GET',
    path: '/secure_tokens/{id}',
    headers: sdk,
    checks: { ...ok, members: secureToken },
  },
  'makes a token': {
    method: 'POST',
    path: '/tokens',
    headers: sdk,
    body: JSON.stringify({ payment_details: konbini, currency: 'JPY' }),
    checks: {
      ...ok,
      members: { resource: 'token', payment_details: expect.objectContaining(konbini) },
    },
  },
};

const own = (key: string): Record<string, string> => ({
  accept: 'application/json',
  'x-komoju-api-version': '2025-01-28',
  'x-komoju-idempotency': key,
});

/** It names its transaction in each key, and reads a session again where its cancel is answered 422 or 404. */
export const accelByte: Requests = {
  'opens a session by a key of its transaction': {
    ...open(
      { ...json, ...own('session-txn-1') },
      JSON.stringify({
        ...checkout,
        mode: 'payment',
        expires_in_seconds: 86_400,
        payment_data: { external_order_num: 'txn-1', capture: 'auto' },
        metadata: { internalOrderId: 'txn-1', userId: 'u1', regionCode: 'JP' },
      }),
    ),
  },
  'reads a session': readPaid,
  'cancels a session': cancelSession(own('cancel-txn-1')),
  'is told 422 where it is cancelled': {
    ...cancelSession(own('cancel-txn-2')),
    on: 'cancelledSession',
    checks: { status: [422] },
  },
  'is told 422 where it is paid': {
    ...cancelSession(own('cancel-txn-3')),
    on: 'paidSession',
    checks: { status: [422] },
  },
  'is told 404 where there is none': {
    method: 'POST',
    path: '/sessions/none/cancel',
    headers: own('cancel-txn-4'),
    checks: { status: [404] },
  },
  'reads what was cancelled': {
    ...readPaid,
    on: 'cancelledSession',
    checks: { ...ok, members: { status: 'cancelled', payment: null } },
  },
};

const named = (key: string): Record<string, string> => ({ ...json, 'idempotency-key': key });

/** Its key is the order's id, then the session's: in a header that the provider ignores. */
export const furumaru: Requests = {
  'opens a session by the order’s id': open(
    named('order-1'),
    JSON.stringify({
      ...checkout,
      mode: 'payment',
      email: 'taro@example.com',
      expires_in_seconds: 7200,
      external_customer_id: 'customer-1',
      payment_types: ['credit_card'],
      payment_data: {
        amount: 1000,
        currency: 'JPY',
        external_order_num: 'order-1',
        name: '山田 太郎',
        name_kana: 'ヤマダ タロウ',
        billing_address: { ...address, country: '日本' },
        shipping_address: { ...address, country: '日本' },
        capture: 'manual',
      },
    }),
  ),
  'reads the payment of a session': readPaid,
  'pays by a card, and asks for 3-D Secure': {
    ...payByToken(named('{id}')),
    body: JSON.stringify({
      capture: 'manual',
      payment_details: { ...rawCard, email: 'taro@example.com', three_d_secure: true },
    }),
    checks: { ...ok, members: { redirect_url: expect.any(String) } },
  },
  'pays in a convenience store': {
    ...payByToken(named('{id}')),
    body: JSON.stringify({ capture: 'manual', payment_details: konbini }),
    checks: { ...ok, members: { redirect_url: expect.any(String) } },
  },
};

/** Its names are those of a form already, and it sends a session's id once more as the body of its cancel. */
export const salesforce: Requests = {
  'asks how one can pay': methods(),
  'opens a session by a form': open(
    form,
    formOf({
      ...checkout,
      'payment_types[]': 'credit_card',
      cancel_url: 'https://shop.example/cart',
      'payment_data[shipping_address][zipcode]': address.zipcode,
      'payment_data[shipping_address][country]': 'Japan',
      'payment_data[name]': 'Taro',
      'payment_data[external_order_num]': 'SF-7',
    }),
  ),
  'cancels a session with its id for a body': { ...cancelSession({}), body: '{id}' },
  'reads a session': readPaid,
};
