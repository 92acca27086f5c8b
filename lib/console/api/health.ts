/* What the screen "Health" is answered. Times in ISO 8601. */

/** How one part is. What is `bad` needs a person; what is `unknown` could not be asked. */
export type Part = {
  readonly name: string;
  readonly state: 'good' | 'bad' | 'unknown';
  readonly word: string;
  /** What to do about it; null where it is good. */
  readonly remedy: string | null;
};

/** What is open of one kind. */
export type OpenCount = {
  readonly name: string;
  readonly count: number;
  /** Whether there are more than were counted. */
  readonly isMore: boolean;
  /** Since when the oldest is so; null where there is none, or where nobody knows. */
  readonly oldestAt: string | null;
  readonly state: Part['state'];
  /** The screen that shows them. */
  readonly href: string;
};

/** A job that runs by itself. */
export type Job = {
  readonly name: string;
  readonly state: Part['state'];
  /** When it ran last, as far as it leaves a trace. */
  readonly at: string | null;
  /** What that says, in a sentence. */
  readonly says: string;
};

export type HealthScreen = {
  readonly parts: readonly Part[];
  readonly open: readonly OpenCount[];
  readonly jobs: readonly Job[];
  readonly at: string;
};
