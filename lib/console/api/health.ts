/* What the screen "Health" is answered. Times in ISO 8601. */

/** How one part is. What is `bad` needs a person; what is `unknown` could not be asked. */
export type Part = {
  readonly name: string;
  readonly state: 'good' | 'bad' | 'unknown';
  readonly word: string;
  /** What to do about it; null where it is good. */
  readonly remedy: string | null;
};

export type HealthScreen = {
  readonly parts: readonly Part[];
  readonly openOperations: number;
  readonly oldestOpenAt: string | null;
  /** The newest reconciliation of the last days. */
  readonly reconciledAt: string | null;
  readonly at: string;
};
