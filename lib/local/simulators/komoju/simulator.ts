import * as z from 'zod';
import { defineSimulator } from '../simulator.ts';
import { createKomoju } from './komoju.ts';
import { idempotencyHeader } from './protocol/idempotency.ts';
import { emptyKomoju } from './state.ts';

/** KOMOJU for the local system; `/api/v1` on the simulators' port is its API, as on its own host. */
export const simulator = defineSimulator({
  name: 'komoju',
  title: 'KOMOJU',
  originPath: '',
  apiPath: '/api/v1',
  idempotencyHeader,
  emptyState: emptyKomoju,
  create: createKomoju,
  testMode: {
    setting: 'KOMOJU_SECRET_KEY',
    key: z
      .string()
      .startsWith(
        'sk_test_',
        'must start with sk_test_: a live key would move real money from here',
      )
      .regex(/^\S{9,}$/, 'must be the whole key, without blanks'),
    member: 'secretKey',
    notice: 'KOMOJU: https://komoju.com, test mode',
  },
  warm: 'komoju.payment.create',
  // The README has the same request, so that a person who sends both pays once.
  example: {
    path: '/komoju/api/v1/payments',
    fields: {
      amount: '1000',
      currency: 'JPY',
      'payment_details[type]': 'credit_card',
      'payment_details[number]': '4111111111111111',
      'payment_details[month]': '12',
      'payment_details[year]': '2030',
      'payment_details[verification_value]': '123',
      'payment_details[given_name]': 'Taro',
      'payment_details[family_name]': 'Yamada',
    },
  },
  storefrontScopes: ['komoju.payment.*'],
});
