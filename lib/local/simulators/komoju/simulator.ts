import * as z from 'zod';
import { defineSimulator } from '../simulator.ts';
import { examples } from './examples.ts';
import { createKomoju } from './komoju.ts';
import { idempotencyHeader } from './protocol/idempotency.ts';
import { emptyKomoju } from './state.ts';
import { triggers } from './triggers.ts';

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
    origin: 'https://komoju.com',
    publishableKey: 'pk_test_YOURS',
    notice: 'KOMOJU: https://komoju.com, test mode',
  },
  webhookPath: () => '/komoju/webhooks',
  warm: 'komoju.payment.create',
  examples,
  triggers,
  storefrontScopes: [
    'komoju.payment.*',
    'komoju.session.*',
    'komoju.token.*',
    'komoju.secure-token.*',
    'komoju.payment-method.*',
  ],
});
