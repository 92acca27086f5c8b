import { concurrently } from '../platform/concurrently.ts';
import type { EpochMs } from '../platform/clock.ts';
import type { RecoveryContext } from './recovery-context.ts';

/** How many operations are open, and the age of the oldest; 0 where none is. */
export type OpenCounts = { readonly open: number; readonly oldestMs: number };

/** Reads of the table at a time. */
const readsAtOnce = 16;

type CountContext = Pick<RecoveryContext, 'indexes' | 'store' | 'now' | 'until'>;

/**
 * Counts what is open, due for a read or not. Since when an operation is open never changes, and the index does not hold
 * it: each record is read once while its sandbox lives. The index lags, so what was completed a moment ago may still count.
 */
export function openCounter(): (context: CountContext) => Promise<OpenCounts> {
  let known = new Map<string, EpochMs>();

  return async ({ indexes, store, now, until }) => {
    const ids = await indexes.open();
    const still = new Map<string, EpochMs>();
    await concurrently(ids, { workers: readsAtOnce, until }, async (id) => {
      const since = known.get(id) ?? (await firstAtOf(store, id));
      if (since !== undefined) still.set(id, since);
    });
    known = still;
    const at = now();
    const oldestAt = Math.min(at, ...still.values());
    return { open: ids.length, oldestMs: at - oldestAt };
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
