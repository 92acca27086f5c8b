/** Which states may follow one of a payment. */
export type Follows = Readonly<Record<string, readonly string[]>>;

/** Whether a state may follow another, directly or through others. Of states that nobody named nothing is known. */
export function mayBecome(from: string, to: string, follows: Follows): boolean {
  const reached = new Set([from]);
  for (const state of reached) for (const next of follows[state] ?? []) reached.add(next);
  return reached.has(to) || follows[from] === undefined || follows[to] === undefined;
}
