import { expect } from '@jest/globals';
import {
  basic,
  mimeBasic,
  json,
  rawCard,
  order,
  ok,
  captured,
  refundPart,
  show,
  bare,
  fraud,
  type Client,
} from './client.ts';

/** Clients in Ruby. */
export const ruby: readonly Client[] = [
  {
    name: 'ActiveMerchant',
    authorization: mimeBasic,
    requests: {
      'buys with a card, amounts as text and no description': {
        method: 'POST',
        path: '/payments',
        headers: json,
        body: JSON.stringify({
          ...order,
          amount: '1000',
          tax: '0',
          description: null,
          external_order_num: 'order-1',
          fraud_details: fraud,
        }),
        checks: { members: { id: expect.any(String), error: undefined } },
      },
      'is declined by a code': {
        method: 'POST',
        path: '/payments',
        headers: json,
        body: JSON.stringify({
          ...order,
          payment_details: { ...rawCard, number: '4123111111111059' },
        }),
        checks: { members: { error: expect.objectContaining({ code: 'card_declined' }) } },
      },
      refunds: { ...refundPart, body: '{}', checks: { members: { error: undefined } } },
    },
  },
  {
    name: 'komoju-ruby',
    authorization: basic,
    requests: {
      creates: {
        method: 'POST',
        path: '/payments',
        headers: json,
        body: JSON.stringify(order),
        checks: captured,
      },
      shows: show,
      lists: { method: 'GET', path: '/payments', checks: { ...ok, members: { resource: 'list' } } },
      'captures without a body': bare('capture', 'captured'),
      'cancels without a body': bare('cancel', 'cancelled'),
      'refunds with an empty object': {
        ...refundPart,
        body: '{}',
        checks: { ...ok, members: { status: 'refunded' } },
      },
      updates: {
        on: 'paid',
        method: 'PATCH',
        path: '/payments/{id}',
        headers: json,
        body: '{"description":"noted"}',
        checks: { ...ok, members: { description: 'noted' } },
      },
      'keeps a customer': {
        method: 'POST',
        path: '/customers',
        headers: json,
        body: JSON.stringify({ email: 'taro@example.com', payment_details: rawCard }),
        checks: { ...ok, members: { resource: 'customer' } },
      },
      'shows a customer': { on: 'customer', method: 'GET', path: '/customers/{id}', checks: ok },
      'deletes a customer and is given it': {
        on: 'customer',
        method: 'DELETE',
        path: '/customers/{id}',
        checks: { ...ok, members: { resource: 'customer', source: null } },
      },
    },
  },
  {
    name: 'spree_komoju',
    authorization: basic,
    requests: {
      creates: {
        method: 'POST',
        path: '/payments',
        headers: json,
        body: JSON.stringify(order),
        checks: captured,
      },
      refunds: refundPart,
      voids: { ...bare('cancel', 'cancelled'), headers: json, body: '{}' },
      'keeps a customer': {
        method: 'POST',
        path: '/customers',
        headers: json,
        body: JSON.stringify({ email: 'taro@example.com', payment_details: rawCard }),
        checks: { ...ok, members: { id: expect.any(String) } },
      },
    },
  },
];
