/**
 * The one line that a request leaves: a list of what is allowed, so that nothing else can slip in. No body, header,
 * query or path; no amount, no name; of errors the gateway's own words, and the stack of a defect.
 */
export type LogLine = {
  time: string;
  requestId: string;
  operation: string;
  operationId?: string | undefined;
  caller?: string;
  provider?: string;
  /** How it ended: an outcome's kind, an error's code, `replayed`. */
  outcome?: string;
  why?: string | undefined;
  finding?: string;
  /** How many findings there were; a metric, like that of the scheduled functions. */
  findings?: number;
  /** Whether real money moves: what metrics are told apart by. */
  mode?: string;
  /** The provider's id of what a finding is about. */
  object?: string | undefined;
  providerStatus?: number;
  providerCode?: string;
  providerMs?: number;
  status?: number;
  totalMs?: number;
  /** Whether this was the sandbox's first request. */
  cold?: boolean;
  error?: string;
};

/** The same of a scheduled function, with what it did in numbers. */
export type RunLine = LogLine & Readonly<Record<string, unknown>>;

export const writeLine = (line: LogLine | RunLine): void => {
  process.stdout.write(`${JSON.stringify(line)}\n`);
};

type Named = { name?: unknown; code?: unknown };

/** What a log may say of an error's cause: its class and code, not its message, which may quote what was sent. */
export function causeOf(cause: unknown): string | undefined {
  const outer = cause as (Named & { cause?: Named | null }) | null | undefined;
  const named = [outer?.cause, outer].find((each) => typeof each?.name === 'string');
  if (named === undefined || named === null) return undefined;
  const { name, code } = named as { name: string; code?: unknown };
  return typeof code === 'string' ? `${name} ${code}` : name;
}
