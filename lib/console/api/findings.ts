/* What the screen "Findings" is answered. Times in ISO 8601. */

/** Something that a person must know. */
export type FindingRow = {
  readonly finding: string;
  /** When it was found; null where it is so just now. */
  readonly at: string | null;
  readonly provider: string | null;
  /** The provider's id of what it is about, or the order's number. */
  readonly object: string | null;
  readonly payment: string | null;
  readonly operation: string | null;
  readonly order: string | null;
  readonly why: string | null;
};

/** A run of the reconciliation. */
export type ReportRow = {
  readonly startedAt: string;
  readonly counts: Readonly<Record<string, number>>;
};

/** What is known without going through the table. */
export type FindingsScreen = {
  /** Of operations that are open now. */
  readonly open: readonly FindingRow[];
  /** By the reconciliations of the last days. */
  readonly reconciled: readonly FindingRow[];
  readonly reports: readonly ReportRow[];
  readonly days: number;
};

/** A stretch of the table, in no order of time. */
export type NotedFindings = {
  readonly findings: readonly FindingRow[];
  /** How many items were looked through for it. */
  readonly items: number;
  /** Where to go on; null at the end of the table. */
  readonly next: string | null;
};
