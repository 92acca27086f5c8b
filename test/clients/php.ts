import { expect } from '@jest/globals';
import {
  basic,
  json,
  form,
  formOf,
  partsOf,
  order,
  ok,
  captured,
  refundPart,
  bare,
  fraud,
  type Client,
} from './client.ts';
import { ecCube, magento, wooCommerce } from './php-checkout.ts';

const via = { ...json, 'komoju-via': 'woocommerce' };

/** Clients in PHP. */
export const php: readonly Client[] = [
  {
    name: 'komoju-woocommerce',
    authorization: basic,
    requests: {
      ...wooCommerce,
      refunds: {
        ...refundPart,
        headers: via,
        body: JSON.stringify({ amount: 400, fraud_details: fraud }),
      },
      cancels: {
        ...bare('cancel', 'cancelled'),
        headers: via,
        body: JSON.stringify({ fraud_details: fraud }),
      },
    },
  },
  {
    name: 'komoju-magento',
    authorization: basic,
    requests: {
      ...magento,
      'refunds with an empty list for no pairs': {
        ...refundPart,
        body: '{"amount":400,"description":"","metadata":[]}',
      },
      'cancels with an empty list for a body': {
        ...bare('cancel', 'cancelled'),
        headers: json,
        body: '[]',
      },
    },
  },
  {
    name: 'komoju-eccube',
    authorization: basic,
    requests: {
      ...ecCube,
      'creates by JSON': {
        method: 'POST',
        path: '/payments',
        headers: json,
        body: JSON.stringify(order),
        checks: captured,
      },
      'creates by a form': {
        method: 'POST',
        path: '/payments',
        headers: form,
        body: formOf(order),
        checks: captured,
      },
      'reads the code of a no': {
        on: 'paid',
        method: 'POST',
        path: '/payments/{id}/capture',
        headers: form,
        body: '',
        checks: {
          status: [422],
          members: { error: expect.objectContaining({ code: 'not_capturable' }) },
        },
      },
    },
  },
  {
    name: 'komoju-php of tomipetit',
    authorization: basic,
    requests: {
      creates: {
        method: 'POST',
        path: '/payments',
        headers: form,
        body: formOf(order),
        checks: captured,
      },
      'updates by a form': {
        on: 'paid',
        method: 'PATCH',
        path: '/payments/{id}',
        headers: form,
        body: 'description=noted&metadata%5Ba%5D=b',
        checks: { ...ok, members: { description: 'noted' } },
      },
      'deletes a customer by an empty form, and parses the answer': {
        on: 'customer',
        method: 'DELETE',
        path: '/customers/{id}',
        headers: form,
        body: '',
        checks: { ...ok, members: { resource: 'customer' } },
      },
    },
  },
  {
    name: 'omnipay-komoju',
    authorization: basic,
    requests: {
      'creates by a form in parts': {
        method: 'POST',
        path: '/payments',
        body: partsOf(order),
        checks: captured,
      },
    },
  },
  {
    name: 'the extension of OpenCart',
    authorization: basic,
    requests: {
      'creates with a fraction of zeros': {
        method: 'POST',
        path: '/payments',
        headers: form,
        body: formOf({ ...order, amount: '1000.0000' }),
        checks: { ...captured, members: { amount: 1000, error: undefined } },
      },
    },
  },
];
