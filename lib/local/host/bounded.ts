/** How many payments, and customers, a simulated provider remembers. A real one forgets none. */
export const rememberedMax = 100_000;

/** Adds an entry, and removes the oldest ones beyond `most`. */
export function append<Entry>(entries: Entry[], entry: Entry, most: number): void {
  entries.push(entry);
  if (entries.length > most) entries.splice(0, entries.length - most);
}

/** Removes the oldest members beyond `most`. The names must not look like whole numbers, which come first in any object. */
export function keepNewest(members: Record<string, unknown>, most: number): void {
  const names = Object.keys(members);
  for (const name of names.slice(0, Math.max(0, names.length - most)))
    Reflect.deleteProperty(members, name);
}
