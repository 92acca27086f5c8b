import {
  ConditionalCheckFailedException,
  GetItemCommand,
  UpdateItemCommand,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { Item } from '../ledger/table/items.ts';
import { attributes, inboxAttributes, tableKey } from '../ledger/table/schema.ts';
import { setAttributes } from '../ledger/table/set-attributes.ts';
import type { OutgoingEvent } from '../events/event.ts';
import type { EpochMs } from '../platform/clock.ts';
import type { ProviderEvent } from '../providers/event-source.ts';
import {
  appliedEvent,
  cursorKey,
  eventKey,
  findingAttributes,
  findingKey,
  nothingTodo,
  outgoingAttribute,
  paymentAttributes,
  paymentKey,
  receivedEvent,
  todoAt,
  toEvent,
  toldBy,
  toPayment,
} from './items.ts';
import type { EventRecord, PaymentFinding, PaymentRecord } from './payment/record.ts';

/** The inbox's storage: conditional writes of single items. What the table throws is thrown. */
export type InboxStore = {
  /** Keeps a new event; gives the one that was there before, if there was one. */
  receive(record: EventRecord, dueAt: EpochMs): Promise<EventRecord | undefined>;
  event(provider: string, id: string): Promise<EventRecord | undefined>;
  /** All is done about an event; where it told nothing, what was read stands for it in the history. */
  applied(record: EventRecord, event: ProviderEvent, at: EpochMs): Promise<void>;
  /** It could not be applied, for its `why`: it is tried again then. */
  putOff(record: EventRecord, dueAt: EpochMs): Promise<void>;
  /** By a consistent read. */
  payment(provider: string, id: string): Promise<PaymentRecord | undefined>;
  /**
   * Writes a payment's next revision; false where another one was written in between.
   *
   * @param dueAt when it is looked at next; absent: never
   * @param goesOut what other systems are told; absent: nothing
   */
  write(
    provider: string,
    record: PaymentRecord,
    next: {
      readonly at: EpochMs;
      readonly dueAt?: EpochMs | undefined;
      readonly goesOut?: OutgoingEvent | undefined;
    },
  ): Promise<boolean>;
  /** Keeps a finding; false where the same one is there already. */
  note(finding: PaymentFinding): Promise<boolean>;
  cursor(name: string): Promise<EpochMs | undefined>;
  moveCursor(name: string, to: EpochMs): Promise<void>;
};

type Update = ReturnType<typeof setAttributes>;

type ItemCalls = {
  readonly get: (key: object) => Promise<Item | undefined>;
  readonly update: (
    key: object,
    change: Update,
    isOwn?: (item: Item) => boolean,
  ) => Promise<Item | undefined>;
};

/** The two calls that the inbox makes of the table. What they throw is thrown. */
export function itemCalls(client: DynamoDBClient, table: string): ItemCalls {
  return {
    get: async (key) => {
      const Key = marshall(key);
      const command = new GetItemCommand({ TableName: table, Key, ConsistentRead: true });
      return (await client.send(command)).Item;
    },
    /**
     * Gives the item that stood in its way; undefined where it was written. The SDK asks again where an answer was lost:
     * what stands in the way then may be this very write.
     */
    update: async (key, change, isOwn = () => false) => {
      const ReturnValuesOnConditionCheckFailure = 'ALL_OLD' as const;
      const common = { TableName: table, Key: marshall(key), ReturnValuesOnConditionCheckFailure };
      try {
        await client.send(new UpdateItemCommand({ ...common, ...change }));
        return undefined;
      } catch (cause) {
        if (!(cause instanceof ConditionalCheckFailedException)) throw cause;
        const { Item = {}, $metadata } = cause;
        return ($metadata.attempts ?? 1) > 1 && isOwn(Item) ? undefined : Item;
      }
    },
  };
}

/** A write of an item that is looked at again at a moment; where there is none, never. */
export const dueAgain = (
  set: Readonly<Record<string, unknown>>,
  { id, dueAt }: { readonly id: string; readonly dueAt: EpochMs | undefined },
  onlyIf: Readonly<Record<string, unknown>>,
): Update =>
  dueAt === undefined
    ? setAttributes(set, { remove: nothingTodo, onlyIf })
    : setAttributes({ ...set, ...todoAt(id, dueAt) }, { onlyIf });

const absent = { [tableKey.partition]: undefined };
const stillOpen = { [attributes.state]: 'received' };

export function inboxStore(client: DynamoDBClient, table: string): InboxStore {
  const { get, update } = itemCalls(client, table);
  return {
    receive: async (record, dueAt) => {
      const key = eventKey(record.provider, record.event.id);
      const set = { ...receivedEvent(record), ...todoAt(record.event.id, dueAt) };
      const old = await update(key, setAttributes(set, { onlyIf: absent }));
      return old && toEvent({ ...old, ...marshall(key) });
    },
    event: async (provider, id) => {
      const item = await get(eventKey(provider, id));
      return item && toEvent(item);
    },
    applied: async ({ provider, cause }, event, at) => {
      const set = { ...appliedEvent(at), ...toldBy(event, cause) };
      const change = setAttributes(set, { remove: nothingTodo, onlyIf: stillOpen });
      await update(eventKey(provider, event.id), change);
    },
    putOff: async ({ provider, event, tries, why }, dueAt) => {
      const set = { ...todoAt(event.id, dueAt), [attributes.attempts]: tries + 1, why };
      await update(eventKey(provider, event.id), setAttributes(set, { onlyIf: stillOpen }));
    },
    payment: async (provider, id) => {
      const item = await get(paymentKey(provider, id));
      return item && toPayment(item);
    },
    write: async (provider, record, { at, dueAt, goesOut }) => {
      const { id } = record.view;
      const set = { ...paymentAttributes(provider, record, at), ...outgoingAttribute(goesOut) };
      const isFirst = record.revision === 1;
      const onlyIf = isFirst ? absent : { revision: record.revision - 1 };
      const change = dueAgain(set, { id, dueAt }, onlyIf);
      return (await update(paymentKey(provider, id), change)) === undefined;
    },
    note: async (finding) =>
      (await update(
        findingKey(finding),
        setAttributes(findingAttributes(finding), { onlyIf: absent }),
        (item) => item[inboxAttributes.foundBy]?.S === finding.by,
      )) === undefined,
    cursor: async (name) => {
      const upTo = (await get(cursorKey(name)))?.['upTo']?.N;
      return upTo === undefined ? undefined : (Number(upTo) as EpochMs);
    },
    moveCursor: async (name, to) => {
      await update(cursorKey(name), setAttributes({ upTo: to }));
    },
  };
}
