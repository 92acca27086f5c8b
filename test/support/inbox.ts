import { randomUUID } from 'node:crypto';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { Item } from '../../functions/ledger/table/items.ts';
import type { OperationRecord } from '../../functions/ledger/record.ts';
import type { EpochMs } from '../../functions/platform/clock.ts';
import type { EventSource } from '../../functions/providers/event-source.ts';
import { registry } from '../../functions/registry.ts';
import type { InboxContext } from '../../functions/inbox/inbox-context.ts';
import type { InboxStore } from '../../functions/inbox/inbox-store.ts';
import {
  appliedEvent,
  eventKey,
  findingAttributes,
  findingKey,
  nothingTodo,
  paymentAttributes,
  paymentKey,
  receivedEvent,
  todoAt,
  toEvent,
  toldBy,
  toPayment,
} from '../../functions/inbox/items.ts';
import { createClock, type TestClock } from './ledger.ts';
import { recordWith } from './records.ts';
import type { ProviderServer } from './reads/provider-server.ts';

type Values = Readonly<Record<string, unknown>>;
type Key = { readonly pk: string; readonly sk: string };

/** The inbox's store in memory, with the same items, and all of them. */
export type MemoryInbox = InboxStore & { readonly items: () => readonly Item[] };

const itemOf = (values: Values): Item => marshall(values, { removeUndefinedValues: true });

/** Writes of whole items by their keys. */
function itemsInMemory() {
  const items = new Map<string, Values>();
  const nameOf = ({ pk, sk }: Key): string => `${pk} ${sk}`;
  return {
    all: () => [...items.values()].map(itemOf),
    get: (key: Key) => items.get(nameOf(key)),
    set: (key: Key, values: Values, remove: readonly string[] = []) => {
      const item = { ...items.get(nameOf(key)), ...key, ...values };
      items.set(
        nameOf(key),
        Object.fromEntries(Object.entries(item).filter(([name]) => !remove.includes(name))),
      );
    },
  };
}

export function memoryInbox(): MemoryInbox {
  const { all, get, set } = itemsInMemory();
  const cursors = new Map<string, EpochMs>();
  const isOpen = (key: Key): boolean => get(key)?.['st'] === 'received';
  // eslint-disable-next-line @typescript-eslint/require-await
  const later = async <Value>(work: () => Value): Promise<Value> => work();
  return {
    items: all,
    receive: (record, dueAt) =>
      later(() => {
        const key = eventKey(record.provider, record.event.id);
        const old = get(key);
        if (old !== undefined) return toEvent(itemOf(old));
        set(key, { ...receivedEvent(record), ...todoAt(record.event.id, dueAt) });
        return undefined;
      }),
    event: (provider, id) =>
      later(() => {
        const item = get(eventKey(provider, id));
        return item && toEvent(itemOf(item));
      }),
    applied: ({ provider, cause }, event, at) =>
      later(() => {
        const key = eventKey(provider, event.id);
        if (isOpen(key)) set(key, { ...appliedEvent(at), ...toldBy(event, cause) }, nothingTodo);
      }),
    putOff: ({ provider, event, tries }, dueAt) =>
      later(() => {
        const key = eventKey(provider, event.id);
        if (isOpen(key)) set(key, { ...todoAt(event.id, dueAt), n: tries + 1 });
      }),
    payment: (provider, id) =>
      later(() => {
        const item = get(paymentKey(provider, id));
        return item && toPayment(itemOf(item));
      }),
    write: (provider, record, { at, dueAt }) =>
      later(() => {
        const key = paymentKey(provider, record.view.id);
        if ((get(key)?.['revision'] ?? 0) !== record.revision - 1) return false;
        const due = dueAt === undefined ? {} : todoAt(record.view.id, dueAt);
        const remove = dueAt === undefined ? nothingTodo : [];
        set(key, { ...paymentAttributes(provider, record, at), ...due }, remove);
        return true;
      }),
    note: (finding) =>
      later(() => {
        const key = findingKey(finding);
        if (get(key) !== undefined) return false;
        set(key, findingAttributes(finding));
        return true;
      }),
    cursor: (name) => later(() => cursors.get(name)),
    moveCursor: (name, to) => later(() => void cursors.set(name, to)),
  };
}

/** An inbox of one provider, with a clock of its own, and what it reported. */
export type TestInbox = {
  readonly context: InboxContext;
  readonly clock: TestClock;
  readonly reported: string[];
  /** Ends the time of the run. */
  readonly end: () => void;
};

/**
 * An inbox over a store. Every operation that a payment names is on record as its success, unless the records say
 * otherwise.
 */
export function createInbox(
  inbox: InboxStore,
  source: EventSource,
  { access }: Pick<ProviderServer, 'access'>,
  recordOf: (id: string) => Partial<OperationRecord> | undefined = () => ({ state: 'SUCCEEDED' }),
): TestInbox {
  const clock = createClock();
  const reported: string[] = [];
  const until = new AbortController();
  const none = () => Promise.resolve([]);
  const context: InboxContext = {
    inbox,
    source,
    access,
    readOrder: none,
    recovery: {
      store: {
        put: () => Promise.resolve({ kind: 'written' }),
        update: () => Promise.resolve({ kind: 'written' }),
        get: (id) => {
          const record = recordOf(id);
          return Promise.resolve(
            record === undefined
              ? { kind: 'absent' }
              : { kind: 'held', record: recordWith({ id, ...record }) },
          );
        },
      },
      indexes: { open: none, completed: none, onResource: none } as never,
      now: clock.now,
      token: randomUUID,
      registry,
      providers: new Map([[access.provider.name, access]]),
      line: { time: '', requestId: '', operation: '' },
      report: (finding, { object }) => reported.push(`${finding} ${object ?? ''}`.trim()),
      until: until.signal,
    },
  };
  return {
    context,
    clock,
    reported,
    end: () => {
      until.abort();
    },
  };
}
