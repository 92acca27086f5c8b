import { randomOf } from '../../../host/random.ts';

/** The orders in which held webhooks can be let go. */
export const releaseOrders = ['created', 'reversed', 'shuffled'] as const;

export type ReleaseOrder = (typeof releaseOrders)[number];

/** The entries in this order. The same seed shuffles as many entries the same way. */
export function inOrder<Entry>(
  entries: readonly Entry[],
  order: ReleaseOrder,
  seed: number,
): Entry[] {
  if (order === 'created') return [...entries];
  if (order === 'reversed') return entries.toReversed();
  const next = randomOf(seed);
  return entries
    .map((entry) => ({ entry, place: next() }))
    .sort((one, other) => one.place - other.place)
    .map(({ entry }) => entry);
}
