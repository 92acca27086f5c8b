import { expect } from '@jest/globals';
import { rowOf, type OperationId } from '../../functions/operations.ts';
import type { LocalReply } from '../support/local.ts';
import {
  checkout,
  links,
  mutationRequests,
  pathThere,
  sessions,
  type Maker,
} from '../support/mutation-requests.ts';
import { countLinks, haveLink } from './links.ts';
import { card, customers, havePayment, konbini, newKey, payments, shown } from './orders.ts';
import { operationOf, type System } from './system.ts';

/** One request that changes something and can be repeated with its key. */
export type MutationOrder = {
  /** The provider and its route that it goes to, as faults name them. */
  readonly on: string;
  readonly match: string;
  readonly send: () => Promise<LocalReply>;
  /** How often it was applied at the provider; `reply` is any answer to it. */
  readonly applied: (reply: LocalReply) => Promise<number>;
  /** Whether a repetition changes nothing any more: a key or a search sees to that, or that there is nothing left. */
  readonly appliesOnce: boolean;
  /** How long after a lost answer it may be sent again. */
  readonly sentAgainMs: number;
  /** The status of its success. */
  readonly success: 200 | 201;
};

/** Makes objects through the gateway. */
const makerOf = (local: System): Maker => ({
  payment: async (changes = {}) => (await havePayment(local, changes)).id,
  customer: async () => {
    const order = { body: { payment_details: card }, idempotencyKey: newKey() };
    return shown(await local.call('POST', customers, order)).id;
  },
  paidCash: async () => {
    const { id } = await havePayment(local, { payment_details: konbini });
    await local.sandbox('POST', `komoju/payments/${id}/pay`);
    return id;
  },
  session: async () => {
    const order = { body: checkout, idempotencyKey: newKey() };
    return shown(await local.call('POST', sessions, order)).id;
  },
  link: async () => (await haveLink(local)).id,
});

/** An hour of delay, a lease, and the ten minutes that a list may lag: longer than any search is mistrusted. */
export const silenceMs = 3_600_000 + 30_000 + 600_000;

/** The code of an error, in either provider's shape. */
export function codeOf({ status, json }: LocalReply): string | undefined {
  const { code, error } = json as { code?: string; error?: { code?: string } };
  return status < 300 ? undefined : (error?.code ?? code);
}

/** A read of each provider: the path of an object that is there. */
export const reads: Readonly<Record<string, (local: System) => Promise<string>>> = {
  komoju: async (local) => `${payments}/${(await havePayment(local)).id}`,
  coiney: async (local) => `${links}/${(await haveLink(local)).id}`,
};

/** The operations that {@link orderOf} knows; a test compares them with the table. */
export const orderedOperations = Object.keys(mutationRequests) as OperationId[];

/** Prepares an order of an operation. */
export async function orderOf(operation: OperationId, local: System): Promise<MutationOrder> {
  const request = await mutationRequests[operation]?.(makerOf(local));
  if (request === undefined) throw new Error(`There is no order of ${operation}.`);
  const { method, path, body, success = 200 } = request;
  const call = { idempotencyKey: newKey(), ...(body !== undefined && { body }) };
  const there = pathThere(path);
  const { resend: again } = rowOf(operation);
  return {
    on: operation.slice(0, operation.indexOf('.')),
    match: `${method} ${there}`,
    appliesOnce: method !== 'PATCH',
    sentAgainMs: again === 'search-first' ? silenceMs : 0,
    success,
    send: () => local.call(method, path, call),
    applied: async (reply) => {
      if (again === 'search-first') return countLinks(local, operationOf(reply));
      if (method === 'POST') return local.applied(operationOf(reply));
      const received = await local.requests();
      const mine = received.filter((each) => each.method === method && each.path === there);
      return mine.filter(({ applied }) => applied).length;
    },
  };
}

/** An operation whose caller was told nothing and does not come back. */
export async function vanish(
  local: System,
  operation: OperationId,
  kind: string,
): Promise<MutationOrder & { id: string }> {
  const order = await orderOf(operation, local);
  await local.fault({ on: order.on, match: order.match, kind });
  const lost = await order.send();
  expect(lost.status).toBe(409);
  return { ...order, id: operationOf(lost) };
}
