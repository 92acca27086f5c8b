/** The orders in which held webhooks can be let go. */
export const releaseOrders = ['created', 'reversed', 'shuffled'] as const;

export type ReleaseOrder = (typeof releaseOrders)[number];

/** Numbers from 0 to below 1 that depend on the seed alone (mulberry32). */
function numbersOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The entries in this order. The same seed shuffles as many entries the same way. */
export function inOrder<Entry>(
  entries: readonly Entry[],
  order: ReleaseOrder,
  seed: number,
): Entry[] {
  if (order === 'created') return [...entries];
  if (order === 'reversed') return entries.toReversed();
  const next = numbersOf(seed);
  return entries
    .map((entry) => ({ entry, place: next() }))
    .sort((one, other) => one.place - other.place)
    .map(({ entry }) => entry);
}
