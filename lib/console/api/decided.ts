/** What a person said became of an operation. */
export type Decided = {
  readonly actor: string;
  readonly reason: string;
  /** When it was written; null where the record does not say. */
  readonly at: string | null;
  readonly isExecuted: boolean;
  /** The provider's id of what it made or changed; null where it was not executed. */
  readonly object: string | null;
};
