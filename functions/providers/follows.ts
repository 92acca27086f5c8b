/** What a state of a payment means for the order that it pays. */
export type Phase = 'payable' | 'paid' | 'refunded' | 'failed';

/** What each state of a payment means, in the order in which one usually follows another. */
export type Phases = Readonly<Record<string, Phase>>;

/** What a state means for the order. One that nobody knows is no failure: whoever took it for one might charge again. */
export const phaseOf = (state: string, phases: Phases = {}): Phase => phases[state] ?? 'payable';

/** Which states may follow one of a payment. */
export type Follows = Readonly<Record<string, readonly string[]>>;

/** Whether a state may follow another, directly or through others. Of states that nobody named nothing is known. */
export function mayBecome(from: string, to: string, follows: Follows): boolean {
  const reached = new Set([from]);
  for (const state of reached) for (const next of follows[state] ?? []) reached.add(next);
  return reached.has(to) || follows[from] === undefined || follows[to] === undefined;
}
