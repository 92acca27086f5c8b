/**
 * How one part of the gateway is, in one word, and never a value: a key that its provider does not know is `refused`, and
 * one that is certainly of the other mode than the stack `other_mode`.
 */
export const partStates = ['ok', 'empty', 'other_mode', 'refused', 'unavailable'] as const;

export type PartState = (typeof partStates)[number];

/** How each part is, by its name: `table`, `acme.secret`, `acme.origin`. */
export type Parts = Readonly<Record<string, PartState>>;
