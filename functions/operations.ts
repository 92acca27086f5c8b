/**
 * THE TABLE: every function of the gateway, one row each. Routes, Lambdas, permissions, scopes, metrics, documents and
 * the README derive from it. To add an operation, add a row here and the file that {@link fileOf} names.
 *
 * An id is a contract and is never renamed: it is part of every ledger key, and it is the scope that a caller needs.
 * This file is data without imports, so that synthesis and tools can read it at no cost.
 */

/** What a function may do. Its exact permissions follow from this. */
export type Effect =
  /** Passes a read on to the provider. Table: nothing. Secret: its provider's. */
  | 'read'
  /** Claims, acts, completes. Table: PutItem, UpdateItem, GetItem. Secrets: its provider's and the ledger's. */
  | 'mutation'
  /** Answers from the ledger. Table: GetItem, the indexes by payment and by order. Secret: none. */
  | 'record-read'
  /**
   * Takes what a provider tells by a webhook, and reads back how the payment is. Table: GetItem, UpdateItem. Secret: its
   * provider's.
   */
  | 'inbox'
  /**
   * Finds out what became of open operations and completes them. Table: GetItem, UpdateItem, its indexes. Secrets: all
   * providers'.
   */
  | 'background'
  /** Checks whether every part can be reached. Table: GetItem. Secrets: all providers', read and not kept. */
  | 'health'
  /**
   * Sends what happened to the merchant's end points, as signed webhooks. Table: GetItem, UpdateItem and Query of its own
   * items, the index of what is to be done. Secrets: the end points'.
   */
  | 'delivery'
  /** Asks the gateway from outside, as a caller of its own. Table: nothing. Secret: its own. */
  | 'canary'
  /** The authorizer. Table: nothing. Secrets: the callers' and the canary's. */
  | 'authorizer';

/** When an attempt with an unknown outcome may be sent again by its caller. */
export type Resend =
  /** The provider recognises a repeat by its own idempotency key: until 23 h after the first attempt. */
  | 'provider-key'
  /** The provider has no key for this, but the change may be repeated: until 5 minutes after the first attempt. */
  | 'five-minutes'
  /**
   * The provider has no key for this, and what was made has no effect before the caller knows of it: after the
   * provider's list was searched for it.
   */
  | 'search-first';

/** How a later read at the provider recognises what an operation did whose answer was lost. */
export type Lookup =
  /** By the operation id that the gateway left in the object. */
  | 'exact'
  /** By the state of the object that the path names. */
  | 'status'
  /** By the absence of the object that the path names. */
  | 'gone'
  /**
   * It need not be: what was made has no effect unless its caller is told of it, and a caller is told only what is on
   * record. It is closed without a read.
   */
  | 'harmless'
  /** Not at all: its effect cannot be distinguished from that of another operation. */
  | 'none';

/** Whether a read at the provider can tell anything of such an operation. */
export const isLookedUp = (lookup: Lookup): boolean => lookup !== 'none' && lookup !== 'harmless';

export type Row = {
  /** Method and path on the REST API; absent for a function that no caller can reach. */
  readonly route?: `${'GET' | 'POST' | 'PATCH' | 'DELETE'} /${string}`;
  readonly effect: Effect;
  readonly resend?: Resend;
  readonly lookup?: Lookup;
  /** How often a schedule starts it; absent for a function that requests start. */
  readonly schedule?: 'minute' | 'five-minutes' | 'half-hour';
};

// prettier-ignore
export const operations = {
  'komoju.payment.create':         { route: 'POST /komoju/api/v1/payments',                            effect: 'mutation', resend: 'provider-key', lookup: 'exact' },
  'komoju.payment.list':           { route: 'GET /komoju/api/v1/payments',                             effect: 'read' },
  'komoju.payment.show':           { route: 'GET /komoju/api/v1/payments/{paymentId}',                 effect: 'read' },
  'komoju.payment.update':         { route: 'PATCH /komoju/api/v1/payments/{paymentId}',               effect: 'mutation', resend: 'five-minutes', lookup: 'none' },
  'komoju.payment.capture':        { route: 'POST /komoju/api/v1/payments/{paymentId}/capture',        effect: 'mutation', resend: 'provider-key', lookup: 'status' },
  'komoju.payment.cancel':         { route: 'POST /komoju/api/v1/payments/{paymentId}/cancel',         effect: 'mutation', resend: 'provider-key', lookup: 'status' },
  'komoju.payment.refund':         { route: 'POST /komoju/api/v1/payments/{paymentId}/refund',         effect: 'mutation', resend: 'provider-key', lookup: 'exact' },
  'komoju.payment.refund-request': { route: 'POST /komoju/api/v1/payments/{paymentId}/refund_request', effect: 'mutation', resend: 'provider-key', lookup: 'none' },
  'komoju.customer.create':        { route: 'POST /komoju/api/v1/customers',                           effect: 'mutation', resend: 'provider-key', lookup: 'exact' },
  'komoju.customer.list':          { route: 'GET /komoju/api/v1/customers',                            effect: 'read' },
  'komoju.customer.show':          { route: 'GET /komoju/api/v1/customers/{customerId}',               effect: 'read' },
  'komoju.customer.update':        { route: 'PATCH /komoju/api/v1/customers/{customerId}',             effect: 'mutation', resend: 'five-minutes', lookup: 'none' },
  'komoju.customer.delete':        { route: 'DELETE /komoju/api/v1/customers/{customerId}',            effect: 'mutation', resend: 'five-minutes', lookup: 'gone' },
  'komoju.session.create':         { route: 'POST /komoju/api/v1/sessions',                            effect: 'mutation', resend: 'provider-key', lookup: 'harmless' },
  'komoju.session.show':           { route: 'GET /komoju/api/v1/sessions/{sessionId}',                 effect: 'read' },
  'komoju.session.cancel':         { route: 'POST /komoju/api/v1/sessions/{sessionId}/cancel',         effect: 'mutation', resend: 'provider-key', lookup: 'status' },
  'komoju.session.pay':            { route: 'POST /komoju/api/v1/sessions/{sessionId}/pay',            effect: 'mutation', resend: 'provider-key', lookup: 'status' },
  'komoju.token.create':           { route: 'POST /komoju/api/v1/tokens',                              effect: 'mutation', resend: 'provider-key', lookup: 'harmless' },
  'komoju.secure-token.create':    { route: 'POST /komoju/api/v1/secure_tokens',                       effect: 'mutation', resend: 'provider-key', lookup: 'harmless' },
  'komoju.secure-token.show':      { route: 'GET /komoju/api/v1/secure_tokens/{secureTokenId}',        effect: 'read' },
  'komoju.webhook':                { route: 'POST /komoju/webhooks',                                   effect: 'inbox' },
  'komoju.payment-method.list':    { route: 'GET /komoju/api/v1/payment_methods',                      effect: 'read' },
  'coiney.payment.create':         { route: 'POST /coiney/api/v1/payments',                            effect: 'mutation', resend: 'search-first', lookup: 'exact' },
  'coiney.payment.list':           { route: 'GET /coiney/api/v1/payments',                             effect: 'read' },
  'coiney.payment.show':           { route: 'GET /coiney/api/v1/payments/{paymentId}',                 effect: 'read' },
  'coiney.payment.update':         { route: 'PATCH /coiney/api/v1/payments/{paymentId}',               effect: 'mutation', resend: 'five-minutes', lookup: 'none' },
  'coiney.webhook':                { route: 'POST /coiney/webhooks/{token}',                           effect: 'inbox' },
  'gateway.operation.show':        { route: 'GET /gateway/v1/operations/{operationId}',                effect: 'record-read' },
  'gateway.payment.history':       { route: 'GET /gateway/v1/{provider}/payments/{paymentId}/history', effect: 'record-read' },
  'gateway.order.show':            { route: 'GET /gateway/v1/{provider}/orders/{orderNumber}',         effect: 'record-read' },
  'gateway.health':                { route: 'GET /gateway/v1/health',                                  effect: 'health' },
  'gateway.recover':               {                                                              effect: 'background', schedule: 'minute' },
  'gateway.catch-up':              {                                                                  effect: 'background', schedule: 'minute' },
  'gateway.reconcile':             {                                                                effect: 'background', schedule: 'half-hour' },
  'gateway.deliver':               {                                                               effect: 'delivery', schedule: 'minute' },
  'gateway.canary':                {                                                                 effect: 'canary', schedule: 'five-minutes' },
  'gateway.authorize':             {                                                                effect: 'authorizer' },
} as const satisfies Record<`${string}.${string}`, Row>;

export type OperationId = keyof typeof operations;

/** The names between braces in a path: `'/payments/{paymentId}'` → `'paymentId'`. */
export type PathParameter<Path extends string> =
  Path extends `${string}{${infer Name}}${infer Rest}` ? Name | PathParameter<Rest> : never;

/** An operation that the caller of a provider's API can reach. */
export type ProviderOperationId = {
  [Id in OperationId]: (typeof operations)[Id]['effect'] extends 'read' | 'mutation' ? Id : never;
}[OperationId];

/** The path parameters of one operation, by name. */
export type PathOf<Id extends ProviderOperationId> = Readonly<
  Record<PathParameter<(typeof operations)[Id]['route']>, string>
>;

export const operationIds = Object.keys(operations) as OperationId[];

/** The row of an operation, with its optional members. */
export const rowOf = (id: OperationId): Row => operations[id];

/** `'komoju.payment.refund-request'` → `'komoju/payment/refund-request'`, the file below functions/ without its ending. */
export const fileOf = (id: string): string => id.replaceAll('.', '/');

/** The method and the path of a row's `route`; undefined for a function without a route. */
export function routeOf(id: OperationId): { method: string; path: string } | undefined {
  const [method, path] = rowOf(id).route?.split(' ') ?? [];
  return method === undefined || path === undefined ? undefined : { method, path };
}

/** The path at the provider, without the provider's name in front: `'/api/v1/payments/{paymentId}'`. */
export const pathAtProvider = (id: ProviderOperationId): string =>
  routeOf(id)?.path.slice(`/${providerOf(id) ?? ''}`.length) ?? '';

/** Whether an operation is one of a provider's API, and not one of the gateway's own. */
export function isOfProvider(id: OperationId): id is ProviderOperationId {
  const effect: Effect = operations[id].effect;
  return effect === 'read' || effect === 'mutation';
}

/** The provider of an operation, `'komoju'`; undefined for the gateway's own operations. */
export const providerOf = (id: OperationId): string | undefined =>
  isOfProvider(id) || rowOf(id).effect === 'inbox' ? id.slice(0, id.indexOf('.')) : undefined;

/** Every provider that has a row, in the table's order. */
export const providerNames: readonly string[] = [
  ...new Set(operationIds.map(providerOf).filter((name) => name !== undefined)),
];
