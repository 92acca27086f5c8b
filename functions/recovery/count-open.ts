import { openShards } from '../ledger/transitions.ts';
import { concurrently } from '../platform/concurrently.ts';
import type { EpochMs } from '../platform/clock.ts';
import type { RecoveryContext } from './recovery-context.ts';

/** How many operations are open, and the age of the oldest; 0 where none is. */
export type OpenCounts = { readonly open: number; readonly oldestMs: number };

/** Reads of the table at a time. */
const readsAtOnce = 16;

/** So many of each shard are asked how old they are: in the one of those that nobody has looked at, the oldest come first. */
const perShardMost = 128;

/** Later than any read that is put off. */
const everything = 8_640_000_000_000_000 as EpochMs;

type CountContext = Pick<RecoveryContext, 'indexes' | 'store' | 'now'>;

/**
 * Counts what is open, due for a read or not. Since when an operation is open never changes, and the index does not hold
 * it: each record is read once while its sandbox lives. Of more than some two thousand the age of the oldest may be
 * older than it is told; the oldest that was told is kept. The index lags, so what was completed a moment ago may still
 * count.
 */
export function openCounter(): (context: CountContext) => Promise<OpenCounts> {
  let known = new Map<string, EpochMs>();
  let oldest: string | undefined;

  return async ({ indexes, store, now }) => {
    const first = { at: everything, most: perShardMost };
    const read = await Promise.all(
      openShards.map(async (shard) => {
        const listed = await indexes.due(shard, first);
        const isAll = listed.length < perShardMost;
        return { listed, count: isAll ? listed.length : await indexes.countOpen(shard) };
      }),
    );
    const ids = new Set(read.flatMap(({ listed }) => listed.map(({ id }) => id)));
    const still = new Map<string, EpochMs>();
    // It may stand behind the others by now, and it may be completed: it is read anew.
    if (oldest !== undefined && !ids.has(oldest)) {
      ids.add(oldest);
      known.delete(oldest);
    }
    await concurrently([...ids], { workers: readsAtOnce }, async (id) => {
      const since = known.get(id) ?? (await firstAtOf(store, id));
      if (since !== undefined) still.set(id, since);
    });
    known = still;
    const at = now();
    const [id, since] = [...still].reduce<[string | undefined, EpochMs]>(
      (one, other) => (other[1] < one[1] ? other : one),
      [undefined, at],
    );
    oldest = id;
    return { open: read.reduce((sum, { count }) => sum + count, 0), oldestMs: at - since };
  };
}

/** Since when an operation is open; undefined where its record cannot be read. */
async function firstAtOf(store: CountContext['store'], id: string): Promise<EpochMs | undefined> {
  const stored = await store.get(id);
  return stored.kind === 'held' &&
    stored.record !== 'unreadable' &&
    stored.record.state === 'PENDING'
    ? stored.record.firstAt
    : undefined;
}
