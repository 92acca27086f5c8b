import { expect } from '@jest/globals';
import {
  basic,
  json,
  order,
  ok,
  captured,
  refundPart,
  show,
  bare,
  base64,
  type Client,
} from './client.ts';
import { accelByte, furumaru, nodeClient, salesforce, sdk } from './servers-checkout.ts';

/** Clients of servers in other languages. */
export const servers: readonly Client[] = [
  {
    name: 'the official Node client',
    authorization: basic,
    requests: {
      ...nodeClient,
      creates: {
        method: 'POST',
        path: '/payments',
        headers: sdk,
        body: JSON.stringify(order),
        checks: captured,
      },
      shows: { ...show, headers: sdk },
      'lists a time': {
        method: 'GET',
        path: '/payments?start_time=2020-01-01T00:00:00Z&end_time=2040-01-01T00:00:00Z&per_page=10',
        headers: sdk,
        checks: { ...ok, members: { per_page: 10 } },
      },
      'captures a part': {
        ...bare('capture', 'captured'),
        headers: sdk,
        body: '{"amount":500}',
        checks: { ...ok, members: { status: 'captured', refunds: [] } },
      },
      cancels: { ...bare('cancel', 'cancelled'), headers: sdk, body: '{}' },
      refunds: { ...refundPart, headers: sdk },
      updates: {
        on: 'paid',
        method: 'PATCH',
        path: '/payments/{id}',
        headers: sdk,
        body: '{"metadata":{"a":"b"}}',
        checks: { ...ok, members: { metadata: expect.objectContaining({ a: 'b' }) } },
      },
      'deletes a customer': {
        on: 'customer',
        method: 'DELETE',
        path: '/customers/{id}',
        headers: sdk,
        checks: { ...ok, members: { id: expect.any(String) } },
      },
    },
  },
  {
    name: 'the adapter of AccelByte',
    authorization: basic,
    requests: {
      ...accelByte,
      shows: show,
      'refunds by a key of its transaction': {
        ...refundPart,
        headers: { ...json, 'x-komoju-idempotency': 'refund-txn-1' },
        checks: { status: [200, 201] },
      },
    },
  },
  {
    name: 'furumaru',
    authorization: basic,
    requests: {
      ...furumaru,
      shows: show,
      'captures with the payment’s id as a key that nobody reads': {
        ...bare('capture', 'captured'),
        headers: { ...json, 'idempotency-key': '{id}' },
        body: '{}',
      },
      cancels: {
        ...bare('cancel', 'cancelled'),
        headers: { ...json, 'idempotency-key': '{id}' },
        body: '{}',
      },
      refunds: { ...refundPart, headers: { ...json, 'idempotency-key': '{id}' } },
    },
  },
  {
    name: 'the cartridge of Salesforce, with a key without a colon',
    authorization: (key) => `Basic ${base64(key)}`,
    requests: { ...salesforce, shows: show },
  },
  {
    name: 'the cartridge of Salesforce, without the word Basic',
    authorization: base64,
    requests: {
      refunds: refundPart,
      cancels: { ...bare('cancel', 'cancelled'), headers: json, body: '{}' },
    },
  },
];
