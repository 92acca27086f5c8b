import type { OutgoingEvent } from '../events/event.ts';
import type { Item } from '../ledger/table/items.ts';
import { attributes, inboxAttributes, tableKey } from '../ledger/table/schema.ts';
import { dayMs, secondMs, after, type EpochMs } from '../platform/clock.ts';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { Delivery, DeliveryState, Lane, Try } from './delivery.ts';
import { payloadOf } from './payload.ts';

/*
 * The items of deliveries. A lane is a partition: `LANE` says when it is due, and every delivery has an item whose sort
 * key begins with the event's time, so that a query gives them in order.
 */

type Values = Readonly<Record<string, unknown>>;

/** How long a delivery is kept after its end. A pending one never expires. */
const retentionMs = 30 * dayMs;

export const laneSk = 'LANE';
export const endpointSk = 'ENDPOINT';

export const laneOf = (endpoint: string, event: OutgoingEvent): Lane => {
  const { provider, payment, subject } = event;
  return laneAbout(endpoint, payment === '' ? subject : `${provider}#${payment}`);
};

/** The lane of a payment, `'acme#pay_1'`, or of what belongs to none. */
export const laneAbout = (endpoint: string, about: string): Lane => ({
  endpoint,
  partition: `DLV#${endpoint}#${about}`,
});

/** `'DLV#shop#acme#pay_1'` → the lane. */
export const laneIn = (partition: string): Lane => ({
  endpoint: partition.split('#')[1] ?? '',
  partition,
});

export const deliverySk = ({ at, id }: Pick<Delivery, 'at' | 'id'>): string => `${at}#${id}`;

/**
 * The partition of the index of what is to be done in which an end point's lanes come up, and that in which all its
 * deliveries are listed by time: numbers of its own, so that no other end point's stand before them.
 */
export function partitionsOf(endpoint: string): { readonly due: number; readonly log: number } {
  let hash = 0;
  for (const character of endpoint) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % 1e9;
  // The first eight are the inbox's.
  return { due: 100 + 2 * hash, log: 101 + 2 * hash };
}

/** A delivery as it is kept first. */
export const newDelivery = (endpoint: string, event: OutgoingEvent, at: EpochMs): Values => ({
  [attributes.version]: 1,
  [attributes.state]: 'pending' satisfies DeliveryState,
  type: event.type,
  [attributes.body]: payloadOf(event),
  since: at,
  tries: [],
  [attributes.attempts]: 0,
  [inboxAttributes.todoShard]: partitionsOf(endpoint).log,
  [inboxAttributes.dueAt]: Date.parse(event.at),
});

export const expiryOf = (at: EpochMs): number => Math.floor(after(at, retentionMs) / secondMs);

export function toDelivery(item: Item): Delivery {
  const values = unmarshall(item);
  const text = (name: string): string => String(values[name] ?? '');
  const [at = '', id = ''] = text(tableKey.sort).split('#');
  return {
    id,
    at,
    type: text('type'),
    body: text(attributes.body),
    state: text(attributes.state) as DeliveryState,
    since: Number(values['since']) as EpochMs,
    tries: (values['tries'] ?? []) as readonly Try[],
    tried: Number(values[attributes.attempts]),
  };
}
