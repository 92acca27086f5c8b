import { shards } from '../ledger/transitions.ts';
import type { Window } from '../providers/list-search.ts';
import { compareObjects } from './compare-objects.ts';
import { compareRecords } from './compare-records.ts';
import type { ReconciliationContext } from './context.ts';
import { shortestMs, stretchMost } from './stretch.ts';

/** All of it was read and compared; or it holds too much for one; or the run's time was over; or a part cannot be read. */
export type StretchEnd = 'done' | 'too_long' | 'out_of_time' | 'not_read';

/**
 * Compares the objects that were made in a stretch of time, and the records that were completed in it.
 *
 * @param isWhole it cannot be shorter: however much it holds
 */
export async function reconcileStretch(
  context: ReconciliationContext,
  window: Window,
  isWhole: boolean,
): Promise<StretchEnd> {
  const { recovery, provider } = context;
  const canBeShorter = !isWhole && window.to - window.from > shortestMs;
  const completed = await Promise.all(
    shards.map((shard) => recovery.indexes.completed(shard, window)),
  );
  const ids = completed
    .flat()
    .filter(({ operation }) => operation.startsWith(`${provider}.`))
    .map(({ id }) => id);
  if (canBeShorter && ids.length > stretchMost.records) return 'too_long';
  const most = canBeShorter ? stretchMost.objects : Infinity;
  const seen = await compareObjects(context, window, most);
  const isOver = (): boolean => recovery.until.aborted;
  if (typeof seen === 'string') return isOver() ? 'out_of_time' : seen;
  await compareRecords(context, ids, seen);
  return isOver() ? 'out_of_time' : 'done';
}
