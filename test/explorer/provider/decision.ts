/**
 * How a provider decides about a request: it executes it; it declines it with a code that it documents; it rejects it
 * with its own error, a status that is a clear no, and a code that is in no list of ours.
 */
export const decisions = ['accept', 'decline', 'reject'] as const;

export type Decision = (typeof decisions)[number];

export const isDecision = (name: string): name is Decision =>
  decisions.some((decision) => decision === name);
