import type { AnyContract } from '../providers/contract.ts';
import { komojuEvents } from '../providers/komoju/events.ts';
import { komoju } from '../providers/komoju/komoju.ts';
import type { HttpHandler } from '../http/handler.ts';
import { receiveWebhooks } from '../inbox/receive-webhooks.ts';
import { contract as create } from './payment/create.ts';
import { contract as refund } from './payment/refund.ts';

/** The operations that a payment can name, because they left their reference in it. */
const contracts = {
  'komoju.payment.create': create as unknown as AnyContract,
  'komoju.payment.refund': refund as unknown as AnyContract,
};

/** What KOMOJU tells of payments: recognised by its signature, and read back before it is believed. */
export const start = (): HttpHandler =>
  receiveWebhooks('komoju.webhook', { source: komojuEvents, provider: komoju, contracts });
