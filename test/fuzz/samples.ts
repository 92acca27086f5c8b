import { operationIds, routeOf, rowOf, type OperationId } from '../../functions/operations.ts';
import { eventBody } from '../support/events.ts';
import { mutationRequests } from '../support/mutation-requests.ts';
import type { Draft, Pair } from './draft.ts';
import type { Draw } from './draw.ts';
import type { Tree } from './encode.ts';
import { makerFrom, type Objects } from './objects.ts';
import type { Known } from './secrets.ts';

/** Every operation that a request can reach. */
export const routed: readonly OperationId[] = operationIds.filter(
  (id) => rowOf(id).route !== undefined,
);

export type SampleParts = {
  readonly objects: Objects;
  readonly known: Known;
  readonly draw: Draw;
  /** A name that no other request has. */
  readonly name: string;
};

/** What a path names, by the first part of the operation and the parameter. */
const named: Readonly<Record<string, (parts: SampleParts) => string>> = {
  'komoju paymentId': ({ objects }) => objects.payment,
  'komoju customerId': ({ objects }) => objects.customer,
  'komoju sessionId': ({ objects }) => objects.session,
  'komoju secureTokenId': ({ objects }) => objects.secureToken,
  'coiney paymentId': ({ objects }) => objects.link,
  'coiney token': ({ known }) => known.webhookToken,
  'gateway operationId': ({ objects }) => objects.operation,
  'gateway provider': ({ draw }) => draw.oneOf(['komoju', 'komoju', 'coiney', 'nobody']),
  'gateway paymentId': ({ objects, draw }) => draw.oneOf([objects.payment, objects.link]),
  'gateway orderNumber': ({ objects }) => objects.order,
};

const filled = (id: OperationId, parts: SampleParts): string =>
  (routeOf(id)?.path ?? '').replaceAll(/\{(\w+)\}/g, (_, parameter: string) => {
    const value = named[`${id.split('.')[0] ?? ''} ${parameter}`];
    if (value === undefined) throw new Error(`Nothing is known for ${parameter} of ${id}.`);
    return value(parts);
  });

/** The bodies of webhooks as their providers send them. */
const told: Partial<Record<OperationId, (parts: SampleParts) => object>> = {
  'komoju.webhook': ({ objects, name, draw }) =>
    eventBody(name, draw.oneOf(['payment.captured', 'payment.refunded', 'ping']), {
      at: Date.now(),
      data: { id: objects.payment, resource: 'payment', status: 'captured' },
    }),
  'coiney.webhook': ({ objects }) => ({
    id: objects.link,
    object: 'payment',
    type: 'payment.succeeded',
  }),
};

const queries: Partial<Record<OperationId, readonly string[]>> = {
  'komoju.payment.list': ['', 'page=1&per_page=2', 'external_order_num=A1'],
  'komoju.customer.list': ['', 'page=1&per_page=2'],
  'coiney.payment.list': ['', 'limit=2'],
};

const basic = (text: string): string => `Basic ${Buffer.from(text).toString('base64')}`;

/** As callers send their keys. */
function keyOf({ draw, known }: SampleParts): string {
  const key = draw.isBy(0.8) ? known.keys[0] : draw.oneOf(known.keys);
  return draw.oneOf([`Bearer ${key}`, basic(`${key}:`), basic(key)]);
}

/** How the parts of a route that {@link callOf} fills are called. */
type Call = Pick<Draft, 'method' | 'path' | 'body' | 'query'>;

async function callOf(id: OperationId, parts: SampleParts): Promise<Call> {
  const { method = '' } = routeOf(id) ?? {};
  const request = await mutationRequests[id]?.(makerFrom(parts.objects));
  if (request !== undefined)
    return { ...request, body: request.body as Tree | undefined, query: '' };
  const body = told[id]?.(parts) as Tree | undefined;
  return { method, path: filled(id, parts), body, query: parts.draw.oneOf(queries[id] ?? ['']) };
}

/** A request of this operation as a good caller sends it. */
export async function sampleOf(operation: OperationId, parts: SampleParts): Promise<Draft> {
  const { effect } = rowOf(operation);
  const key: Pair[] = effect === 'mutation' ? [['Idempotency-Key', parts.name]] : [];
  const isKomojus = operation === 'komoju.webhook';
  return {
    operation,
    ...(await callOf(operation, parts)),
    headers: [['User-Agent', 'fuzz'], ...key],
    authorization: effect === 'inbox' ? [] : [keyOf(parts)],
    encoding: effect === 'inbox' ? 'json' : parts.draw.oneOf(['json', 'json', 'form', 'parts']),
    text: undefined,
    contentTypes: undefined,
    framing: 'length',
    signedWith: isKomojus ? parts.known.webhookSecret : undefined,
    splits: false,
    changes: [],
  };
}
