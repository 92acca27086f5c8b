import type { OperationRecord } from '../record.ts';

/**
 * The table, written down once: the CDK construct, every query and every write are made from this. Attribute names are
 * short, because bytes cost; members of a record have whole names.
 */
export const attributes = {
  id: 'pk',
  version: 'v',
  state: 'st',
  operation: 'op',
  caller: 'caller',
  fingerprint: 'fp',
  fingerprintVersion: 'fpv',
  keyCheck: 'fpk',
  sender: 'key',
  sent: 'sent',
  providerKey: 'pkey',
  account: 'acct',
  token: 'tok',
  leaseUntil: 'lease',
  attempts: 'n',
  firstAt: 'firstAt',
  lastAt: 'lastAt',
  requested: 'req',
  waitUntil: 'wait',
  readAt: 'readAt',
  reads: 'reads',
  notFoundAt: 'notFoundAt',
  observedAt: 'observedAt',
  result: 'res',
  resolvedBy: 'by',
  body: 'body',
  erasedAt: 'erased',
  resource: 'resource',
  resourceAt: 'at',
  event: 'event',
  outgoing: 'out',
  unknownAt: 'unknownAt',
  order: 'order',
  orderAt: 'orderAt',
  shard: 'pend',
  completedShard: 'done',
  expiresAtS: 'ttl',
} as const satisfies Record<keyof OperationRecord, string>;

/** The table's own key. */
export const tableKey = {
  partition: attributes.id,
  sort: 'sk',
} as const;

/**
 * Attributes of the items that are no operations: what a provider told, payments, findings. functions/inbox/items.ts has
 * these items. Two names are those of an operation's, because the indexes go by them: `resource` and `at`, `order` and
 * `orderAt`.
 */
export const inboxAttributes = {
  /** What an event tells of its payment. */
  told: 'told',
  /** What a person must know. */
  finding: 'finding',
  /** Who found it: whose own write it is where the table's answer was lost. */
  foundBy: 'foundBy',
  /** A payment as its provider showed it last. */
  payment: 'pay',
  /** A session that is to pay an order, as its provider showed it last. */
  session: 'ses',
  /** Shard and moment of what is to be done next; absent where nothing is. */
  todoShard: 'todo',
  dueAt: 'due',
} as const;

/** The sort key of every operation's item. */
export const operationSk = 'OPERATION';

/** The table deletes an item by itself some time after this attribute's moment, in seconds since 1970. */
export const timeToLive = attributes.expiresAtS;

type KeyAttribute = { readonly name: string; readonly type: 'S' | 'N' };

/** A secondary index: what it goes by, and what of an item it holds beside the keys. */
export type Index = {
  readonly partition: KeyAttribute;
  readonly sort: KeyAttribute;
  readonly holds: readonly string[];
};

/** They lag behind the table, so they only tell where to look. */
export const indexes = {
  /** Sparse: only open operations have a shard, so it costs nothing when nothing is open. */
  open: {
    partition: { name: attributes.shard, type: 'N' },
    sort: { name: attributes.readAt, type: 'N' },
    holds: [],
  },
  /** What was completed when: the expiry is always 90 days after that. */
  completed: {
    partition: { name: attributes.completedShard, type: 'N' },
    sort: { name: attributes.expiresAtS, type: 'N' },
    holds: [attributes.operation],
  },
  /**
   * The operations on a payment or customer. It never holds the provider's answer: personal data stays in one attribute
   * of one item, where it can be erased.
   */
  'by-resource': {
    partition: { name: attributes.resource, type: 'S' },
    sort: { name: attributes.resourceAt, type: 'N' },
    holds: [
      ...[attributes.operation, attributes.caller, attributes.state, attributes.event],
      ...[inboxAttributes.told, inboxAttributes.finding],
    ],
  },
  /** The attempts to pay an order: the operations that asked for one, its sessions, and the payments that name it. */
  'by-order': {
    partition: { name: attributes.order, type: 'S' },
    sort: { name: attributes.orderAt, type: 'N' },
    holds: [
      ...[attributes.operation, attributes.state, attributes.event, attributes.resource],
      ...[inboxAttributes.payment, inboxAttributes.session],
    ],
  },
  /** Sparse: events that were not applied yet, and payments and sessions that are to be looked at. */
  todo: {
    partition: { name: inboxAttributes.todoShard, type: 'N' },
    sort: { name: inboxAttributes.dueAt, type: 'N' },
    holds: [],
  },
} as const satisfies Record<string, Index>;

export type IndexName = keyof typeof indexes;
