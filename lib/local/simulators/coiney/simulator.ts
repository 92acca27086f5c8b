import { defineSimulator } from '../simulator.ts';
import { createCoiney } from './coiney.ts';
import { emptyCoiney } from './state.ts';
import { triggers } from './triggers.ts';

/** Coiney Payge for the local system. It has no idempotency key and no test mode that could be called instead. */
export const simulator = defineSimulator({
  name: 'coiney',
  title: 'Coiney',
  originPath: '/coiney',
  apiPath: '/api/v1',
  webhookPath: ({ webhookToken }) => `/coiney/webhooks/${String(webhookToken)}`,
  emptyState: emptyCoiney,
  create: createCoiney,
  triggers,
  storefrontScopes: [],
});
