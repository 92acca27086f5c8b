import { leaseMs } from '../../functions/ledger/quarantine.ts';
import {
  recordVersion,
  type ConditionalWrite,
  type LedgerStore,
  type OperationRecord,
  type WriteResult,
} from '../../functions/ledger/record.ts';
import type { DueOperation, LedgerIndexes } from '../../functions/ledger/table/indexes.ts';
import { expiryS, shards } from '../../functions/ledger/transitions.ts';
import { after, secondMs, type EpochMs } from '../../functions/platform/clock.ts';
import type { Cursor, ReconciliationStore } from '../../functions/reconciliation/reports.ts';
import { answeredAfterMs, idOf, indexOf, kinds, type Parameters, type Plan } from './plan.ts';
import { dueQueue } from './due-queue.ts';
import { now, waitUntil, type Living } from './time.ts';

/* The ledger's table of the day: what nobody has changed is made from the plan when it is asked for. */

/** What the table was asked for, in its own units. */
export type Units = { reads: number; writes: number };

/** Units of what is done, as test/bench/cost.ts counts them: a record of 3 kB, and an update with its index entries. */
const unitsOf = { get: 1, update: 6, putOff: 3, query: 1 };

/** The table, as the jobs of one process reach it. */
export type SimulatedTable = {
  readonly store: LedgerStore;
  readonly indexes: LedgerIndexes;
  readonly reconciliation: ReconciliationStore;
};

/** The table of a day, and what is known of its operations. */
export type SimulatedDay = {
  /** The table as one process reaches it, which has one CPU of its own. */
  readonly reachedBy: (units: Units, living: Living) => SimulatedTable;
  /**
   * When each operation of unknown outcome was known: completed, or its effect seen (who caused it is said a minute
   * later), or read where there was nothing to be found.
   */
  readonly knownAt: ReadonlyMap<number, number>;
  readonly cursor: () => Cursor | undefined;
};

/** What is large and asked for by nobody here is not kept, either. */
const without = (record: OperationRecord, names: readonly string[]): OperationRecord =>
  Object.fromEntries(
    Object.entries(record).filter(([name]) => ![...names, 'body', 'outgoing'].includes(name)),
  ) as unknown as OperationRecord;

const amount = { amount: 1000, currency: 'JPY' };

export function simulatedDay(plan: Plan, parameters: Parameters): SimulatedDay {
  const changed = new Map<number, OperationRecord>();
  const knownAt = new Map<number, number>();
  const queue = dueQueue();
  const late: { readonly at: number; readonly index: number }[] = [];
  let cursor: Cursor | undefined;

  const planned = (index: number): OperationRecord => {
    const firstAt = (plan.at[index] ?? 0) as EpochMs;
    const id = idOf(index);
    const shard = id.charCodeAt(id.length - 1) % shards.length;
    const kind = plan.kind[index] ?? 0;
    const payment = `pay_${plan.payment[index] ?? 0}`;
    const isOpen = plan.isUnknown[index] === 1;
    return {
      ...{ id, version: recordVersion, operation: kinds[kind] ?? '', caller: 'shop' },
      ...{ fingerprint: '', sent: '', fingerprintVersion: 1, keyCheck: '', sender: '' },
      ...{
        providerKey: id,
        account: 'main',
        token: 'token',
        attempts: 1,
        firstAt,
        lastAt: firstAt,
      },
      ...{ leaseUntil: after(firstAt, leaseMs), requested: kind === 1 ? {} : amount },
      ...(kind > 0 && { resource: `komoju#${payment}`, resourceAt: firstAt }),
      ...(isOpen
        ? { state: 'PENDING', shard, readAt: after(firstAt, leaseMs) }
        : {
            ...{ state: 'SUCCEEDED', completedShard: shard },
            ...{ expiresAtS: expiryS(after(firstAt, answeredAfterMs)) },
            result: {
              ...{ why: 'answer', status: 200, ...amount },
              ...(kind === 2 ? { object: `ref_${index}` } : { object: payment }),
            },
          }),
    };
  };
  for (let index = 0; index < plan.count; index += 1) {
    if (plan.isUnknown[index] === 1) queue.put(planned(index));
  }
  const recordOf = (index: number): OperationRecord => changed.get(index) ?? planned(index);

  const update = (id: string, { set, remove = [], onlyIf }: ConditionalWrite): WriteResult => {
    const index = indexOf(id);
    const old = recordOf(index);
    const isMet = Object.entries(onlyIf).every(
      ([name, value]) => old[name as keyof OperationRecord] === value,
    );
    if (!isMet) return { kind: 'held', record: old };
    const record = without({ ...old, ...set }, remove);
    queue.remove(old);
    queue.put(record);
    changed.set(index, record);
    noteEnd(index, old, record);
    return { kind: 'written' };
  };

  const noteEnd = (index: number, old: OperationRecord, record: OperationRecord): void => {
    const { state, reads = 0, observedAt } = record;
    const isNothing = plan.isExecuted[index] === 0 && reads > 0;
    const isKnown = state !== 'PENDING' || observedAt !== undefined || isNothing;
    if (isKnown && !knownAt.has(index)) knownAt.set(index, now());
    if (state !== 'PENDING' && old.state === 'PENDING') late.push({ at: now(), index });
  };

  /** The first operation of the plan that was not completed before a moment. */
  const firstAfter = (moment: number): number => {
    let [low, high] = [0, plan.count];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((plan.at[middle] ?? 0) + answeredAfterMs < moment) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  /** Those of a shard that were completed in a stretch: by their own answer, and later. */
  const completed = (shard: number, from: number, to: number): number[] => {
    const found: number[] = [];
    for (let index = firstAfter(from); index < plan.count; index += 1) {
      if ((plan.at[index] ?? 0) + answeredAfterMs >= to) break;
      if (index % shards.length === shard && plan.isUnknown[index] === 0) found.push(index);
    }
    return [...found, ...completedLate(shard, from, to)];
  };

  const completedLate = (shard: number, from: number, to: number): number[] => {
    const found: number[] = [];
    for (let place = late.length - 1; place >= 0; place -= 1) {
      const { at, index } = late[place] ?? { at: 0, index: 0 };
      if (at < from) break;
      if (at < to && index % shards.length === shard) found.push(index);
    }
    return found;
  };

  return {
    knownAt,
    cursor: () => cursor,
    reachedBy: (units, living) => {
      let freeAt = 0;
      /** One call: the process's CPU for it, one call after the other, and then the table's answer. */
      const call = async (count: Partial<Units>): Promise<void> => {
        units.reads += count.reads ?? 0;
        units.writes += count.writes ?? 0;
        freeAt = Math.max(freeAt, now()) + parameters.cpuMs;
        await waitUntil(freeAt + parameters.tableMs);
        await living();
      };
      return {
        store: {
          put: () => Promise.reject(new Error('Nothing is claimed here.')),
          get: async (id) => {
            await call({ reads: unitsOf.get });
            const index = indexOf(id);
            return index < plan.count
              ? { kind: 'held', record: recordOf(index) }
              : { kind: 'absent' };
          },
          update: async (id, write) => {
            const isEnd = write.set.state !== undefined;
            await call({ writes: isEnd ? unitsOf.update : unitsOf.putOff });
            return update(id, write);
          },
        },
        indexes: {
          due: async (shard, query): Promise<readonly DueOperation[]> => {
            await call({ reads: unitsOf.query });
            return queue.due(shard, query);
          },
          countOpen: async (shard) => {
            await call({ reads: unitsOf.query });
            return queue.count(shard);
          },
          open: () => Promise.reject(new Error('No job lists what is open.')),
          onResource: async (resource, operation) => {
            await call({ reads: unitsOf.query });
            const payment = Number(resource.slice(resource.indexOf('_') + 1));
            const index =
              plan.ofPayment[kinds.indexOf(operation as 'komoju.payment.create')]?.[payment];
            return index === undefined || index < 0 ? [] : [idOf(index)];
          },
          completed: async (shard, { from, to }) => {
            await call({ reads: unitsOf.query });
            const begin = from - (from % secondMs);
            return completed(shard, begin, to - (to % secondMs)).map((index) => ({
              id: idOf(index),
              operation: kinds[plan.kind[index] ?? 0] ?? '',
            }));
          },
        },
        reconciliation: {
          cursor: () => Promise.resolve(cursor),
          advance: async (_, next) => {
            await call({ writes: 1 });
            cursor = next;
          },
          write: () => call({ writes: 2 }),
        },
      };
    },
  };
}
