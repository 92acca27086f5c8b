/**
 * THE TABLE: every function of the gateway, one row each. Routes, Lambdas, permissions, scopes, metrics, documents and
 * the README derive from it. To add an operation, add a row here and the file that {@link fileOf} names.
 *
 * An id is a contract and is never renamed: it is part of every ledger key, and it is the scope that a caller needs.
 * This file is data without imports, so that synthesis and tools can read it at no cost.
 */

/** What a function does to the world; from it follow its exact permissions. */
export type Effect =
  /** Passes a read to the provider. Table: nothing. Secret: its provider's. */
  | 'read'
  /** Claims, acts, settles. Table: PutItem, UpdateItem, GetItem. Secrets: its provider's and the ledger's. */
  | 'once'
  /** Answers from the ledger. Table: GetItem. Secret: none. */
  | 'look'
  /** Reads what became of open operations and ends them. Table: GetItem, UpdateItem, its indexes. Secrets: providers'. */
  | 'repair'
  /** Tells whether every part is reachable. Table: GetItem. Secrets: all providers', read and thrown away. */
  | 'probe'
  /** The authorizer. Table: nothing. Secret: the callers'. */
  | 'none';

/** When an attempt with an unknown outcome may be sent again by its caller. */
export type Again =
  /** The provider removes doubles by its own key: until 23 h after the first attempt. */
  | 'provider-key'
  /** A change that may be repeated, without a key at the provider: until 5 minutes after the first attempt. */
  | 'five-minutes'
  /** What was made is harmless until it is told, and there is no key: after the provider's list was searched for it. */
  | 'search-first';

/** How a read recognises at the provider what a lost answer left behind. */
export type Find =
  /** By the operation id that the gateway left in the object. */
  | 'exact'
  /** By the state of the object that the path names. */
  | 'status'
  /** By the absence of the object that the path names. */
  | 'gone'
  /** Not at all: what it leaves behind cannot be told from another's. */
  | 'none';

export type Row = {
  /** Method and path on the front door; absent for a function that no caller can reach. */
  readonly on?: `${'GET' | 'POST' | 'PATCH' | 'DELETE'} /${string}`;
  readonly effect: Effect;
  readonly again?: Again;
  readonly find?: Find;
  /** How often a schedule starts it; absent for a function that requests start. */
  readonly every?: 'minute' | 'day';
};

// prettier-ignore
export const operations = {
  'komoju.payment.create':         { on: 'POST /komoju/api/v1/payments',                            effect: 'once', again: 'provider-key', find: 'exact' },
  'komoju.payment.list':           { on: 'GET /komoju/api/v1/payments',                             effect: 'read' },
  'komoju.payment.show':           { on: 'GET /komoju/api/v1/payments/{paymentId}',                 effect: 'read' },
  'komoju.payment.update':         { on: 'PATCH /komoju/api/v1/payments/{paymentId}',               effect: 'once', again: 'five-minutes', find: 'none' },
  'komoju.payment.capture':        { on: 'POST /komoju/api/v1/payments/{paymentId}/capture',        effect: 'once', again: 'provider-key', find: 'status' },
  'komoju.payment.cancel':         { on: 'POST /komoju/api/v1/payments/{paymentId}/cancel',         effect: 'once', again: 'provider-key', find: 'status' },
  'komoju.payment.refund':         { on: 'POST /komoju/api/v1/payments/{paymentId}/refund',         effect: 'once', again: 'provider-key', find: 'exact' },
  'komoju.payment.refund-request': { on: 'POST /komoju/api/v1/payments/{paymentId}/refund_request', effect: 'once', again: 'provider-key', find: 'none' },
  'komoju.customer.create':        { on: 'POST /komoju/api/v1/customers',                           effect: 'once', again: 'provider-key', find: 'exact' },
  'komoju.customer.list':          { on: 'GET /komoju/api/v1/customers',                            effect: 'read' },
  'komoju.customer.show':          { on: 'GET /komoju/api/v1/customers/{customerId}',               effect: 'read' },
  'komoju.customer.update':        { on: 'PATCH /komoju/api/v1/customers/{customerId}',             effect: 'once', again: 'five-minutes', find: 'none' },
  'komoju.customer.delete':        { on: 'DELETE /komoju/api/v1/customers/{customerId}',            effect: 'once', again: 'five-minutes', find: 'gone' },
  'coiney.payment.create':         { on: 'POST /coiney/api/v1/payments',                            effect: 'once', again: 'search-first', find: 'exact' },
  'coiney.payment.list':           { on: 'GET /coiney/api/v1/payments',                             effect: 'read' },
  'coiney.payment.show':           { on: 'GET /coiney/api/v1/payments/{paymentId}',                 effect: 'read' },
  'coiney.payment.update':         { on: 'PATCH /coiney/api/v1/payments/{paymentId}',               effect: 'once', again: 'five-minutes', find: 'none' },
  'gateway.operation.show':        { on: 'GET /gateway/v1/operations/{operationId}',                effect: 'look' },
  'gateway.health':                { on: 'GET /gateway/v1/health',                                  effect: 'probe' },
  'gateway.recover':               {                                                                effect: 'repair', every: 'minute' },
  'gateway.reconcile':             {                                                                effect: 'repair', every: 'day' },
  'gateway.authorize':             {                                                                effect: 'none' },
} as const satisfies Record<`${string}.${string}`, Row>;

export type OperationId = keyof typeof operations;

/** The names between braces in a path: `'/payments/{paymentId}'` → `'paymentId'`. */
export type PathParameter<Path extends string> =
  Path extends `${string}{${infer Name}}${infer Rest}` ? Name | PathParameter<Rest> : never;

/** An operation that the caller of a provider's API can reach. */
export type ProviderOperationId = {
  [Id in OperationId]: (typeof operations)[Id]['effect'] extends 'read' | 'once' ? Id : never;
}[OperationId];

/** The path parameters of one operation, by name. */
export type PathOf<Id extends ProviderOperationId> = Readonly<
  Record<PathParameter<(typeof operations)[Id]['on']>, string>
>;

export const operationIds = Object.keys(operations) as OperationId[];

/** The row of an operation, with its optional members. */
export const rowOf = (id: OperationId): Row => operations[id];

/** `'komoju.payment.refund-request'` → `'komoju/payment-refund-request'`, the file below functions/ without its ending. */
export const fileOf = (id: string): string => id.replace('.', '/').replaceAll('.', '-');

/** What `on` says, taken apart; undefined for a function without a route. */
export function routeOf(id: OperationId): { method: string; path: string } | undefined {
  const [method, path] = rowOf(id).on?.split(' ') ?? [];
  return method === undefined || path === undefined ? undefined : { method, path };
}

/** The path at the provider, which stands behind its name: `'/api/v1/payments/{paymentId}'`. */
export const pathAtProvider = (id: ProviderOperationId): string =>
  routeOf(id)?.path.slice(`/${providerOf(id) ?? ''}`.length) ?? '';

/** The part of an id before the first dot where that is a provider: `'komoju'`; undefined for the gateway's own. */
export function providerOf(id: OperationId): string | undefined {
  const effect: Effect = operations[id].effect;
  return effect === 'read' || effect === 'once' ? id.slice(0, id.indexOf('.')) : undefined;
}

/** Every provider that has a row, in the table's order. */
export const providerNames: readonly string[] = [
  ...new Set(operationIds.map(providerOf).filter((name) => name !== undefined)),
];
