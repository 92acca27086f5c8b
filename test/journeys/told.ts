import { minuteMs } from '../../functions/platform/clock.ts';
import type { LocalReply } from '../support/local.ts';
import { konbini, newKey, payments } from './orders.ts';
import type { System } from './system.ts';

/* What happens to payments at a provider, what tells the gateway of it, and what it answers about them then. */

type Entry = { readonly what: string; readonly cause: string; readonly to: string | null };
type History = {
  readonly payment: { readonly state: string; readonly refunded: number } | null;
  readonly data: readonly Entry[];
};
type Order = {
  readonly state: string;
  readonly data: readonly { readonly id: string; readonly state: string }[];
};

let orders = 0;
export const newOrder = (): string => `A/ ${(orders += 1)}`;

/** What the provider, its customers and the merchant do, and what is on record of it. */
export type Happenings = {
  read(path: string): Promise<LocalReply>;
  pay(changes?: object): Promise<string>;
  happens(id: string, what: string, details?: object, provider?: string): Promise<unknown>;
  delivered(): Promise<unknown>;
  catchUp(): Promise<unknown>;
  historyOf(id: string, provider?: string): Promise<History>;
  orderOf(number: string): Promise<Order>;
  stateOf(id: string, provider?: string): Promise<string | undefined>;
  /** What a person was told of a payment, by its history. */
  findingsOf(id: string): Promise<readonly string[]>;
  /** How often something was reported in the log, whatever it is about. */
  reported(name: string): number;
};

export function toldIn(local: System): Happenings {
  const read: Happenings['read'] = (path) => local.call('GET', `/gateway/v1/${path}`);
  const historyOf: Happenings['historyOf'] = async (id, provider = 'komoju') =>
    (await read(`${provider}/payments/${id}/history`)).json as unknown as History;
  return {
    read,
    historyOf,
    pay: async (changes = {}) => {
      const body = { amount: 1000, currency: 'JPY', payment_details: konbini, ...changes };
      const made = await local.call('POST', payments, { body, idempotencyKey: newKey() });
      if (made.status !== 200) throw new Error(`No payment to test with: ${made.body}`);
      return (made.json as unknown as { id: string }).id;
    },
    happens: (id, what, details = {}, provider = 'komoju') =>
      local.sandbox('POST', `${provider}/payments/${id}/${what}`, details),
    delivered: () => local.sandbox('POST', 'webhooks/wait'),
    catchUp: () => local.runs('gateway.catch-up'),
    orderOf: async (number) =>
      (await read(`komoju/orders/${encodeURIComponent(number)}`)).json as unknown as Order,
    stateOf: async (id, provider) => (await historyOf(id, provider)).payment?.state,
    findingsOf: async (id) =>
      (await historyOf(id)).data.filter(({ cause }) => cause === 'finding').map(({ what }) => what),
    reported: (name) => local.log.filter((line) => line.includes(`"finding":"${name}"`)).length,
  };
}

/** A way in which the gateway comes to know what has happened. */
export type Way = {
  readonly way: string;
  readonly begin: (local: System) => Promise<unknown>;
  /** Until all is known that has happened so far. */
  readonly known: (local: System) => Promise<unknown>;
};

/** Held webhooks are never sent: so the tests that hold them come last. */
export const ways: readonly Way[] = [
  {
    way: 'told by webhooks',
    begin: (local: System) => local.sandbox('POST', 'webhooks/release', { order: 'created' }),
    known: (local: System) => local.sandbox('POST', 'webhooks/wait'),
  },
  {
    way: 'with every webhook held',
    begin: (local: System) => local.sandbox('POST', 'webhooks/hold'),
    known: async (local: System): Promise<void> => {
      // A payment is looked at again, and an event tried again, only some minutes later.
      await local.advanceClock(5 * minuteMs);
      await local.runs('gateway.catch-up');
    },
  },
];
