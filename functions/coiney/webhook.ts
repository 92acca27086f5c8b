import type { AnyContract } from '../providers/contract.ts';
import { coiney } from '../providers/coiney/coiney.ts';
import { coineyEvents } from '../providers/coiney/events.ts';
import type { HttpHandler } from '../http/handler.ts';
import { receiveWebhooks } from '../inbox/receive-webhooks.ts';
import { contract as create } from './payment/create.ts';

/** The operation that a payment can name, because it left its reference in it. */
const contracts = { 'coiney.payment.create': create as unknown as AnyContract };

/** Coiney's hint that a payment was paid: recognised by the token in its path, and read back before it is believed. */
export const start = (): HttpHandler =>
  receiveWebhooks('coiney.webhook', { source: coineyEvents, provider: coiney, contracts });
