import { expect } from '@jest/globals';
import { form, formOf, fraud, json, type Client } from './client.ts';
import { address, checkout, methods, open, payByToken, readPaid } from './checkout.ts';

/* Hosted checkout of the clients in PHP. */

type Requests = Client['requests'];

const via = { ...json, 'komoju-via': 'woocommerce' };

/** It takes nothing but 200 for a success, and an amount of its shop may have a fraction of zeros. */
export const wooCommerce: Requests = {
  'asks how one can pay': methods(via),
  'opens a session': open(
    via,
    JSON.stringify({
      ...checkout,
      email: 'taro@example.com',
      payment_types: ['credit_card', 'konbini'],
      metadata: { woocommerce_order_id: '7' },
      payment_data: {
        external_order_num: 'WC-7-A1B2C3',
        capture: 'auto',
        billing_address: address,
        shipping_address: address,
      },
      line_items: [{ description: 'Tea', quantity: 2, amount: 500 }],
      fraud_details: fraud,
    }),
  ),
  'opens a session only to show fields': open(
    via,
    '{"amount":1000.0,"currency":"JPY","default_locale":"en","metadata":{"woocommerce_note":"fields"}}',
  ),
  'reads a session': {
    ...readPaid,
    headers: via,
    checks: {
      ...readPaid.checks,
      members: { ...readPaid.checks.members, amount: 1000, currency: 'JPY', error: undefined },
    },
  },
  'pays a session by a token': payByToken(via),
  'pays with who pays': payByToken(via, {
    customer_email: 'taro@example.com',
    fraud_details: fraud,
  }),
  'reads the error of a decline': {
    ...payByToken(via),
    body: '{"payment_details":"{declined}"}',
    checks: {
      status: [502],
      members: { error: expect.objectContaining({ code: 'card_declined' }) },
    },
  },
};

const magentoData = {
  amount: '8888.0',
  currency: 'JPY',
  external_order_num: 'M-7',
  name: 'Taro',
  billing_address: address,
};
const magentoChecks = {
  status: [200],
  members: { amount: 8888, currency: 'JPY', session_url: expect.any(String) },
};
const magentoOpens = open(
  json,
  JSON.stringify({ return_url: checkout.return_url, payment_data: magentoData }),
);

/** It names amount and currency in the payment data alone. */
export const magento: Requests = {
  'asks how one can pay': methods(json),
  'opens a session by its payment data': { ...magentoOpens, checks: magentoChecks },
  'opens one for a number with a fraction of zeros': {
    ...open(json, '{"payment_data":{"amount":8888.0,"currency":"JPY"}}'),
    checks: magentoChecks,
  },
  'opens one with empty lists': {
    ...open(
      json,
      JSON.stringify({
        ...checkout,
        payment_types: [],
        metadata: [],
        line_items: [],
        payment_data: { amount: 1000, currency: 'JPY', billing_address: address },
      }),
    ),
  },
  'reads a session and its payment': readPaid,
};

const ecCubeSession = {
  ...checkout,
  payment_types: ['credit_card', 'konbini'],
  payment_data: { external_order_num: 'EC-7', capture: 'manual' },
  metadata: { order_id: '7' },
};

/** An array without names is written `a[0]=…` by PHP. */
export const ecCube: Requests = {
  'asks how one can pay': methods(),
  'opens a session by JSON': open(json, JSON.stringify(ecCubeSession)),
  'opens a session by a form': open(form, formOf(ecCubeSession)),
  'reads a session': readPaid,
};
