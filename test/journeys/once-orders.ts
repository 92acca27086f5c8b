import { rowOf, type OperationId } from '../../functions/operations.ts';
import type { LocalReply } from '../support/local.ts';
import { countLinks, haveLink, link, links } from './links.ts';
import { card, customers, havePayment, konbini, newKey, payments, shown } from './orders.ts';
import { operationOf, type System } from './system.ts';

/** One request that changes something and can be repeated with its key. */
export type OnceOrder = {
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
  readonly success: 200 | 201 | 204;
};

type Request = {
  readonly method: string;
  readonly path: string;
  readonly body?: object;
  readonly success?: 201;
};

/** The path at the simulators, where KOMOJU has the root. */
export const pathThere = (path: string): string => path.replace(/^\/komoju/, '');

/** An hour of flight, a lease, and the ten minutes that a list may lag: longer than any search is mistrusted. */
export const silenceMs = 3_600_000 + 30_000 + 600_000;

/** The code of a refusal, in either provider's shape. */
export function codeOf({ status, json }: LocalReply): string | undefined {
  const { code, error } = json as { code?: string; error?: { code?: string } };
  return status < 300 ? undefined : (error?.code ?? code);
}

const refundRequest = {
  amount: 400,
  customer_name: 'John Doe',
  bank_name: 'KOMOJU BANK',
  branch_number: '123',
  account_type: 'normal',
  account_number: '1234567',
};

async function haveCustomer(local: System): Promise<string> {
  const order = { body: { payment_details: card }, idempotencyKey: newKey() };
  return shown(await local.call('POST', customers, order)).id;
}

async function havePaidCash(local: System): Promise<string> {
  const { id } = await havePayment(local, { payment_details: konbini });
  await local.sandbox('POST', `komoju/payments/${id}/pay`);
  return id;
}

const paymentOf = async (local: System, changes: object = {}): Promise<string> =>
  `${payments}/${(await havePayment(local, changes)).id}`;

/** A request of each operation that changes something, on an object of its own. */
const requests: Partial<Record<OperationId, (local: System) => Promise<Request>>> = {
  'komoju.payment.create': () =>
    Promise.resolve({
      method: 'POST',
      path: payments,
      body: { amount: 1000, currency: 'JPY', payment_details: card },
    }),
  'komoju.payment.update': async (local) => ({
    method: 'PATCH',
    path: await paymentOf(local),
    body: { description: 'new' },
  }),
  'komoju.payment.capture': async (local) => ({
    method: 'POST',
    path: `${await paymentOf(local, { capture: false })}/capture`,
  }),
  'komoju.payment.cancel': async (local) => ({
    method: 'POST',
    path: `${await paymentOf(local, { capture: false })}/cancel`,
  }),
  'komoju.payment.refund': async (local) => ({
    method: 'POST',
    path: `${await paymentOf(local)}/refund`,
    body: { amount: 400 },
  }),
  'komoju.payment.refund-request': async (local) => ({
    method: 'POST',
    path: `${payments}/${await havePaidCash(local)}/refund_request`,
    body: refundRequest,
  }),
  'komoju.customer.create': () =>
    Promise.resolve({ method: 'POST', path: customers, body: { payment_details: card } }),
  'komoju.customer.update': async (local) => ({
    method: 'PATCH',
    path: `${customers}/${await haveCustomer(local)}`,
    body: { email: 'new@example.com' },
  }),
  'komoju.customer.delete': async (local) => ({
    method: 'DELETE',
    path: `${customers}/${await haveCustomer(local)}`,
  }),
  'coiney.payment.create': () =>
    Promise.resolve({ method: 'POST', path: links, body: link, success: 201 }),
  'coiney.payment.update': async (local) => ({
    method: 'PATCH',
    path: `${links}/${(await haveLink(local)).id}`,
    body: { description: 'new' },
  }),
};

/** A read of each provider: the path of an object that is there. */
export const reads: Readonly<Record<string, (local: System) => Promise<string>>> = {
  komoju: paymentOf,
  coiney: async (local) => `${links}/${(await haveLink(local)).id}`,
};

/** The operations that {@link orderOf} knows; a test compares them with the table. */
export const orderedOperations = Object.keys(requests) as OperationId[];

/** Prepares an order of an operation. */
export async function orderOf(operation: OperationId, local: System): Promise<OnceOrder> {
  const request = await requests[operation]?.(local);
  if (request === undefined) throw new Error(`There is no order of ${operation}.`);
  const { method, path, body, success = method === 'DELETE' ? 204 : 200 } = request;
  const call = { idempotencyKey: newKey(), ...(body !== undefined && { body }) };
  const there = pathThere(path);
  const { again } = rowOf(operation);
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
