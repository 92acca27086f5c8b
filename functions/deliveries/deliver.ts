import type { OutgoingEvent } from '../events/event.ts';
import { concurrently } from '../platform/concurrently.ts';
import { deliverLane, type DeliveryContext, type Sent } from './deliver-lane.ts';
import { isResting } from './endpoint-store.ts';
import { hurryWaiting } from './hurry.ts';
import { insist } from './insist.ts';
import { laneIn, laneOf } from './items.ts';

/** Lanes of an end point that one run goes through at most; what is left is due in the next, a minute later. */
const lanesMost = 500;

/** Requests to one end point at a time. */
const requestsAtOnce = 8;

/**
 * Keeps an event for an end point, and sends it at once where nothing stands before it. Done again it changes nothing.
 *
 * @throws what the table threw: the event must come again
 */
export async function deliverEvent(context: DeliveryContext, event: OutgoingEvent): Promise<void> {
  const { endpoint, deliveries, endpoints, now, until } = context;
  const lane = laneOf(endpoint.name, event);
  await insist(() => deliveries.keep(lane, event, now()), until);
  await insist(() => deliveries.wake(lane, now()), until);
  const state = await endpoints.read(endpoint.name);
  if (state.isDisabled || isResting(state)) return;
  const sent = await deliverLane(context, lane);
  if (sent === 'taken' && state.failures > 0) await endpoints.answered(endpoint.name);
}

/**
 * Sends what is due to an end point. One that rests gets a single try first, and the others only where that was taken:
 * then what waits for a later try is due, too. One that wants no more gets none after it has said so.
 *
 * @throws what the table threw
 */
export async function deliverDue(context: DeliveryContext): Promise<void> {
  const { endpoint, deliveries, endpoints, now, until } = context;
  const state = await endpoints.read(endpoint.name);
  if (state.isDisabled) return;
  const lanes = await deliveries.due(endpoint.name, now(), lanesMost);
  // Of this end point only: what others of the same run answer says nothing about it.
  const seen: Record<Sent, number> = { taken: 0, failed: 0, gone: 0, nothing: 0 };
  const deliver = async (partition: string): Promise<void> => {
    seen[await deliverLane(context, laneIn(partition))] += 1;
  };
  // The first try tells how it is; where nothing was to be sent the next lane does.
  const rest = lanes.values();
  for (const partition of rest) {
    await deliver(partition);
    if (seen.taken + seen.failed + seen.gone > 0 || until.aborted) break;
  }
  if (seen.taken > 0 || !isResting(state)) {
    await concurrently([...rest], { workers: requestsAtOnce, until }, async (partition) => {
      // Also within a run an end point that fails is left alone.
      if (seen.gone === 0 && seen.failed < requestsAtOnce) await deliver(partition);
    });
  }
  if (seen.taken === 0) return;
  if (isResting(state)) {
    await hurryWaiting(deliveries, { endpoint: endpoint.name, at: now() }, until);
  }
  if (state.failures + seen.failed > 0) await endpoints.answered(endpoint.name);
}
