import { concurrently } from '../platform/concurrently.ts';
import type { EpochMs } from '../platform/clock.ts';
import type { DeliveryStore } from './delivery-store.ts';
import { laneIn } from './items.ts';

/** Writes to the table at a time. */
const writesAtOnce = 16;

/**
 * Makes everything due that waits for a later try: the end point answers again. A lane that is held goes on by itself.
 *
 * @throws what the table threw; done again it goes on
 */
export async function hurryWaiting(
  deliveries: Pick<DeliveryStore, 'waiting' | 'hurry'>,
  { endpoint, at }: { readonly endpoint: string; readonly at: EpochMs },
  until?: AbortSignal,
): Promise<void> {
  const lanes = await deliveries.waiting(endpoint, at);
  const bounds = { workers: writesAtOnce, ...(until !== undefined && { until }) };
  await concurrently(lanes, bounds, async (partition) => {
    await deliveries.hurry(laneIn(partition), at);
  });
}
