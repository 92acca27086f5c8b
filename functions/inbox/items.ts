import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { Item } from '../ledger/table/items.ts';
import { attributes, inboxAttributes, tableKey, timeToLive } from '../ledger/table/schema.ts';
import { shards } from '../ledger/transitions.ts';
import type { EventType } from '../events/event-types.ts';
import { outgoing, type OutgoingEvent } from '../events/event.ts';
import { maskCardNumbersInJson } from '../platform/card-number.ts';
import { after, dayMs, secondMs, type EpochMs } from '../platform/clock.ts';
import type { PaymentView, ProviderEvent } from '../providers/event-source.ts';
import { orderKey } from '../providers/order-key.ts';
import type {
  Cause,
  EventRecord,
  NotApplied,
  PaymentFinding,
  PaymentRecord,
} from './payment/record.ts';

/*
 * The items of the inbox, beside those of the operations in one table. What a provider shows is kept as JSON, so that
 * two views of a payment can be compared as text.
 */

/** A chargeback was seen to come half a year after its payment. */
const retentionMs = 400 * dayMs;

/** What an event tells, as its item holds it. */
export type ShownEvent = {
  readonly type: string;
  readonly cause: Cause;
  readonly view?: PaymentView | undefined;
};

type Values = Readonly<Record<string, unknown>>;
type Key = { readonly [tableKey.partition]: string; readonly [tableKey.sort]: string };

const keyOf = (partition: string, sort: string): Key => ({
  [tableKey.partition]: partition,
  [tableKey.sort]: sort,
});

export const eventKey = (provider: string, id: string): Key =>
  keyOf(`EVT#${provider}#${id}`, 'EVENT');
export const paymentKey = (provider: string, id: string): Key =>
  keyOf(`PAY#${provider}#${id}`, 'PAYMENT');
/** The sort key of every finding's item. */
export const findingSk = 'FINDING';
export const findingKey = ({ finding, provider, object }: PaymentFinding): Key =>
  keyOf(`FINDING#${finding}#${provider}#${object}`, findingSk);
export const cursorKey = (name: string): Key => keyOf('INBOX', `CURSOR#${name}`);

const json = (value: unknown): string => maskCardNumbersInJson(JSON.stringify(value));

/** A view as the record keeps it: the text by which two are compared. */
export const viewText = (view: PaymentView): string => json(view);

const shardOf = (id: string): number => (id.codePointAt(id.length - 1) ?? 0) % shards.length;

/** When an item of the inbox is forgotten. */
export const expiry = (at: EpochMs): Values => ({
  [timeToLive]: Math.floor(after(at, retentionMs) / secondMs),
});

/** What makes an item come up in the index of what is to be done. */
export const todoAt = (id: string, at: EpochMs): Values => ({
  [inboxAttributes.todoShard]: shardOf(id),
  [inboxAttributes.dueAt]: at,
});

/** The attributes by which nothing is to be done any more. */
export const nothingTodo: readonly string[] = [inboxAttributes.todoShard, inboxAttributes.dueAt];

/** What the history shows of an event. */
export const toldBy = ({ type, told }: ProviderEvent, cause: Cause): Values => ({
  [inboxAttributes.told]: json({ type, cause, view: told } satisfies ShownEvent),
});

/** A new event, before anything is done about it. It never expires while something is to be done. */
export const receivedEvent = ({ provider, event, cause, receivedAt }: EventRecord): Values => ({
  [attributes.version]: 1,
  [attributes.state]: 'received',
  [attributes.resource]: `${provider}#${event.payment}`,
  [attributes.resourceAt]: event.at ?? receivedAt,
  ...toldBy(event, cause),
  receivedAt,
  [attributes.attempts]: 0,
});

export const appliedEvent = (at: EpochMs): Values => ({
  [attributes.state]: 'applied',
  ...expiry(at),
});

/** A payment's record. Whoever asks for its order finds it by the index. */
export const paymentAttributes = (
  provider: string,
  { revision, view, hasEnded, polls, changedAt, toldAt }: PaymentRecord,
  at: EpochMs,
): Values => ({
  [attributes.version]: 1,
  revision,
  hasEnded,
  polls,
  changedAt,
  // Written where it is absent, too: an update would leave the old one.
  toldAt: toldAt ?? null,
  [inboxAttributes.payment]: viewText(view),
  [attributes.order]: orderKey(provider, view.order),
  [attributes.orderAt]: view.at,
  ...expiry(at),
});

/** What goes out with a write. Written where nothing does, too: what is there has gone out. */
export const outgoingAttribute = (event: OutgoingEvent | undefined): Values => ({
  [attributes.outgoing]: event ?? null,
});

/** Findings that have a type of event of their own. */
const findingTypes: Readonly<Record<string, EventType>> = {
  order_paid_twice: 'order.paid_twice',
  chargeback: 'chargeback.opened',
};

function findingOutgoing({
  finding,
  provider,
  object,
  payment,
  at,
}: PaymentFinding): OutgoingEvent {
  const type = findingTypes[finding] ?? 'finding';
  const isOrder = type === 'order.paid_twice';
  return outgoing({
    ...{ type, at, revision: 1, subject: `${finding}/${provider}/${object}` },
    ...{ provider, payment, finding },
    ...(isOrder ? { order: object } : { object }),
  });
}

export const findingAttributes = (finding: PaymentFinding): Values => ({
  ...outgoingAttribute(findingOutgoing(finding)),
  ...(finding.payment === undefined
    ? {}
    : {
        [attributes.resource]: `${finding.provider}#${finding.payment}`,
        [attributes.resourceAt]: finding.at,
      }),
  [inboxAttributes.finding]: json({ finding: finding.finding, object: finding.object }),
  [inboxAttributes.foundBy]: finding.by,
  ...expiry(finding.at),
});

const textOf = (item: Item, name: string): string => item[name]?.S ?? '';
const numberOf = (item: Item, name: string): number => Number(item[name]?.N ?? 0);

/** The part of a key behind a prefix and a provider: `'EVT#acme#evt_1'` → `['acme', 'evt_1']`. */
export function namesIn(partition: string): readonly [provider: string, id: string] {
  const [, provider = '', ...id] = partition.split('#');
  return [provider, id.join('#')];
}

export function toPayment(item: Item): PaymentRecord {
  return {
    revision: numberOf(item, 'revision'),
    hasEnded: item['hasEnded']?.BOOL ?? false,
    polls: numberOf(item, 'polls'),
    changedAt: numberOf(item, 'changedAt') as EpochMs,
    ...(item['toldAt']?.N !== undefined && { toldAt: numberOf(item, 'toldAt') as EpochMs }),
    view: JSON.parse(textOf(item, inboxAttributes.payment)) as PaymentView,
  };
}

export function toEvent(item: Item): EventRecord {
  const [provider, id] = namesIn(textOf(item, tableKey.partition));
  const { type, cause, view } = JSON.parse(textOf(item, inboxAttributes.told)) as ShownEvent;
  const [, payment] = namesIn(`#${textOf(item, attributes.resource)}`);
  const at = numberOf(item, attributes.resourceAt) as EpochMs;
  return {
    provider,
    cause,
    event: { id, type, payment, at, told: view },
    state: textOf(item, attributes.state) === 'applied' ? 'applied' : 'received',
    receivedAt: numberOf(item, 'receivedAt') as EpochMs,
    tries: numberOf(item, attributes.attempts),
    why: item['why']?.S as NotApplied | undefined,
  };
}

/** An item of an index, without DynamoDB's types. */
export const plain = (item: Item): Values => unmarshall(item);
