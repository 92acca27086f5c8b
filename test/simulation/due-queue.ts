import type { OperationRecord } from '../../functions/ledger/record.ts';
import type { DueOperation, DueQuery } from '../../functions/ledger/table/indexes.ts';
import { openShards } from '../../functions/ledger/transitions.ts';

type Open = Pick<OperationRecord, 'id' | 'shard' | 'readAt'>;

const isBefore = (one: DueOperation, other: DueOperation): boolean =>
  one.readAt < other.readAt || (one.readAt === other.readAt && one.id < other.id);

/** The place of an operation in a sorted shard. */
function placeOf(shard: readonly DueOperation[], wanted: DueOperation): number {
  let [low, high] = [0, shard.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isBefore(shard[middle] ?? wanted, wanted)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The index of open operations in memory: each shard in the order of its next reads. */
export type DueQueue = {
  readonly put: (record: Open) => void;
  readonly remove: (record: Open) => void;
  readonly count: (shard: number) => number;
  readonly due: (shard: number, query: DueQuery) => readonly DueOperation[];
};

export function dueQueue(): DueQueue {
  const byShard = new Map<number, DueOperation[]>(openShards.map((shard) => [shard, []]));
  const find = ({ shard, readAt, id }: Open) => {
    const list = shard === undefined ? undefined : byShard.get(shard);
    if (list === undefined || readAt === undefined) return undefined;
    return { list, place: placeOf(list, { id, readAt }), entry: { id, readAt } };
  };
  return {
    put: (record: Open): void => {
      const found = find(record);
      found?.list.splice(found.place, 0, found.entry);
    },
    remove: (record: Open): void => {
      const found = find(record);
      if (found?.list[found.place]?.id === record.id) found.list.splice(found.place, 1);
    },
    count: (shard: number): number => byShard.get(shard)?.length ?? 0,
    due: (shard: number, { at, most, newestFirst, after }: DueQuery): readonly DueOperation[] => {
      const list = byShard.get(shard) ?? [];
      // Behind all that are due at this very moment.
      const end = placeOf(list, { id: '~', readAt: at });
      if (newestFirst === true) {
        const from = after === undefined ? end : Math.min(placeOf(list, after), end);
        return list.slice(Math.max(from - most, 0), from).toReversed();
      }
      const begin = after === undefined ? 0 : placeOf(list, after);
      const isThere = list[begin]?.id === after?.id;
      const from = after !== undefined && isThere ? begin + 1 : begin;
      return list.slice(from, Math.min(from + most, end));
    },
  };
}
