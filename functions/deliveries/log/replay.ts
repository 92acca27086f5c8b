import type { EpochMs } from '../../platform/clock.ts';
import { deliverySk, laneSk } from '../items.ts';
import { hurryLane, pendingAgain, wakeLane } from '../lane-writes.ts';
import type { TableCalls } from '../table-calls.ts';
import type { FoundDelivery } from './delivery-log.ts';

/**
 * What came of it: `due` now; `held`, where a run sends of its lane just then, so that it has its turn in it; `changed`,
 * where the delivery is not as it was read, and nothing was written.
 */
export type Replayed = 'due' | 'held' | 'changed';

/**
 * Has a delivery sent once more, whatever became of it: it is pending again, with all its tries before it, and its lane is
 * due now. What was tried before stays on record.
 *
 * @throws what the table threw: it is pending, and its lane may not be due; do it again
 */
export async function replay(
  { update }: TableCalls,
  { lane, delivery }: FoundDelivery,
  at: EpochMs,
): Promise<Replayed> {
  const key = { ...lane, sort: deliverySk(delivery) };
  if ((await update(key, pendingAgain(delivery, at))) === undefined) return 'changed';
  const laneKey = { ...lane, sort: laneSk };
  if ((await update(laneKey, hurryLane(lane, at))) !== undefined) return 'due';
  await update(laneKey, wakeLane(lane, at));
  return 'held';
}
