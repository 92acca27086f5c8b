import type { FoundDelivery } from '../../../functions/deliveries/log/delivery-log.ts';
import { replay, type Replayed } from '../../../functions/deliveries/log/replay.ts';
import { tableCalls } from '../../../functions/deliveries/table-calls.ts';
import { UsageMistake } from '../usage-mistake.ts';
import { findDeliveries, findEvent, readMoment, type Wanted } from './find.ts';
import type { EventsTarget } from './target.ts';

/** What a person has sent once more, as it was typed. */
export type ReplayOptions = {
  readonly since?: string;
  readonly state?: 'pending' | 'delivered' | 'given_up';
};

/** How many came to what. */
export type ReplayCounts = Readonly<Record<Replayed, number>>;

/**
 * What is to be sent once more, the oldest first, so that a lane that is due begins with it.
 *
 * @throws UsageMistake where neither an event nor a moment is said, or both
 */
export async function findReplays(
  target: EventsTarget,
  eventId: string | undefined,
  { since, state }: ReplayOptions,
): Promise<FoundDelivery[]> {
  if ((eventId === undefined) === (since === undefined)) {
    throw new UsageMistake('What is to be sent once more? Say either EVENT_ID or --since TIME.');
  }
  if (eventId !== undefined) {
    if (state !== undefined) throw new UsageMistake('--state belongs to --since.');
    return findEvent(target, eventId);
  }
  const wanted: Wanted = { state, since: readMoment(since ?? '') };
  return (await findDeliveries(target, wanted)).reverse();
}

/** Has them sent once more. */
export async function replayAll(
  { client, table, now }: EventsTarget,
  found: readonly FoundDelivery[],
): Promise<ReplayCounts> {
  const calls = tableCalls(client, table);
  const counts = { due: 0, held: 0, changed: 0 };
  for (const each of found) counts[await replay(calls, each, now())] += 1;
  return counts;
}

/** What came of it, for a person. */
export function formatReplays({ due, held, changed }: ReplayCounts): string {
  const sentences = [
    `${String(due + held)} will be sent once more, within a minute where the end point answers.`,
    ...(held === 0 ? [] : [`${String(held)} of them after what is being sent in their lane.`]),
    ...(changed === 0
      ? []
      : [`${String(changed)} changed meanwhile and were left alone: look at them again.`]),
  ];
  return sentences.join(' ');
}
