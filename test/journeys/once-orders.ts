import type { OperationId } from '../../functions/operations.ts';
import type { LocalReply } from '../support/local.ts';
import { onceRequests, type Maker } from '../support/once-requests.ts';
import { card, customers, havePayment, konbini, newKey, shown } from './orders.ts';
import { operationOf, type System } from './system.ts';

/** One request that changes something and can be repeated with its key. */
export type OnceOrder = {
  /** The provider's route that it goes to, as faults name it. */
  readonly match: string;
  readonly send: () => Promise<LocalReply>;
  /** How often it was applied at the provider; `reply` is any answer to it. */
  readonly applied: (reply: LocalReply) => Promise<number>;
  /** Whether a repetition changes nothing any more: KOMOJU's key sees to that, or that there is nothing left to delete. */
  readonly appliesOnce: boolean;
  /** The status of its success. */
  readonly success: 200 | 204;
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
});

/** The operations that {@link orderOf} knows; a test compares them with the table. */
export const orderedOperations = Object.keys(onceRequests) as OperationId[];

/** Prepares an order of an operation. */
export async function orderOf(operation: OperationId, local: System): Promise<OnceOrder> {
  const request = await onceRequests[operation]?.(makerOf(local));
  if (request === undefined) throw new Error(`There is no order of ${operation}.`);
  const { method, path, body } = request;
  const call = { idempotencyKey: newKey(), ...(body !== undefined && { body }) };
  const below = path.replace(/^\/[a-z]+/, '');
  return {
    match: `${method} ${below}`,
    appliesOnce: method !== 'PATCH',
    success: method === 'DELETE' ? 204 : 200,
    send: () => local.call(method, path, call),
    applied: async (reply) => {
      if (method === 'POST') return local.applied(operationOf(reply));
      const received = await local.requests();
      const mine = received.filter((each) => each.method === method && each.path === below);
      return mine.filter(({ applied }) => applied).length;
    },
  };
}
