/** How a person is told what to say of an operation: by the options of a command, or by the fields of a page. */
export type Wording = {
  /** Where it is said how that is known, and who decides. */
  readonly reason: string;
  readonly actor: string;
  readonly both: string;
  /** What to say instead. */
  readonly notExecuted: string;
  readonly notExecutedFrom: (moment: string) => string;
  readonly executed: (id: string) => string;
  readonly look: (id: string) => string;
};

/** By the options of `operations resolve`. */
export const commandWording: Wording = {
  reason: '--reason',
  actor: '--actor',
  both: 'either --object ID or --not-executed',
  notExecuted: 'Say --not-executed instead',
  notExecutedFrom: (moment) => `Say --not-executed from ${moment} on`,
  executed: (id) => `Say --object ${id}`,
  look: (id) => `show ${id}`,
};
