/** How many payments, and customers, a simulated provider remembers. A real one forgets none. */
export const rememberedMax = 100_000;

/** Adds an entry, and removes the oldest ones beyond `most`. */
export function append<Entry>(entries: Entry[], entry: Entry, most: number): void {
  entries.push(entry);
  while (entries.length > most) entries.shift();
}

/** How many members an object may get before they must be counted again: counting goes through all of them. */
const uncounted = new WeakMap<object, number>();

/**
 * Removes the oldest members beyond `most`; to be called at every addition. The names must not look like whole numbers,
 * which come first in any object.
 */
export function keepNewest(members: Record<string, unknown>, most: number): void {
  const left = uncounted.get(members) ?? 0;
  if (left > 0) {
    uncounted.set(members, left - 1);
    return;
  }
  const names = Object.keys(members);
  for (const name of names.slice(0, Math.max(0, names.length - most)))
    Reflect.deleteProperty(members, name);
  uncounted.set(members, Math.max(0, most - names.length));
}
