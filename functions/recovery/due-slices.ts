import type { DueOperation, LedgerIndexes } from '../ledger/table/indexes.ts';
import { readAgainShards, shards } from '../ledger/transitions.ts';
import type { EpochMs } from '../platform/clock.ts';

/**
 * The most operations of each shard in a slice: few enough that one is done long before a run ends, for what a list shows
 * of a slice is lost where its walk is cut.
 */
export const perShardMost = 384;

/** Of the newest few come first, so that they wait for nothing. */
const newestMost = 64;

type Due = Pick<LedgerIndexes, 'due'>;

/** What is due at a moment, and how many of each shard the next slice may hold. */
type Slices = { readonly at: EpochMs; readonly most: () => number };

/** Slices of what is due in some shards, from one end to the other. */
async function* slicesOf(
  indexes: Due,
  queue: { readonly shards: readonly number[]; readonly newestFirst: boolean },
  { at, most }: Slices,
): AsyncGenerator<readonly DueOperation[]> {
  const { newestFirst } = queue;
  let rest = queue.shards.map((shard) => ({ shard, after: undefined as DueOperation | undefined }));
  for (let isFirst = newestFirst; rest.length > 0; isFirst = false) {
    const size = isFirst ? Math.min(newestMost, most()) : most();
    const pages = await Promise.all(
      rest.map(async ({ shard, after }) => ({
        shard,
        due: await indexes.due(shard, { at, most: size, newestFirst, after }),
      })),
    );
    const slice = pages.flatMap(({ due }) => due);
    if (slice.length > 0) yield slice;
    rest = pages
      .filter(({ due }) => due.length === size)
      .map(({ shard, due }) => ({ shard, after: due.at(-1) }));
  }
}

/**
 * The operations that are due, slice by slice: those that nobody has looked at yet, the newest first, so that a fresh one
 * never waits for a backlog; and by turns with them those that were looked at before, the longest due first. Each is
 * given once.
 *
 * @throws what the index threw
 */
export async function* dueSlices(
  indexes: Due,
  asked: Slices,
): AsyncGenerator<readonly DueOperation[]> {
  let queues = [
    slicesOf(indexes, { shards, newestFirst: true }, asked),
    slicesOf(indexes, { shards: readAgainShards, newestFirst: false }, asked),
  ];
  while (queues.length > 0) {
    const ended = new Set<object>();
    for (const queue of queues) {
      const next = await queue.next();
      if (next.done === true) ended.add(queue);
      else yield next.value;
    }
    queues = queues.filter((queue) => !ended.has(queue));
  }
}
