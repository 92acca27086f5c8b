import type { Figures } from '../metrics.ts';
import { GatewayError } from './gateway-error.ts';
import { maskCardNumbers } from './card-number.ts';

/**
 * The log line of a request. This type lists all that may be logged, so that nothing else gets into the log by mistake:
 * no body, header, query or path, no amount, no person's name. Of an error it holds only fixed words of the gateway,
 * and of a defect the stack. Its figures are metrics.
 */
export type LogLine = Figures & {
  time: string;
  requestId: string;
  operation: string;
  operationId?: string | undefined;
  caller?: string;
  provider?: string;
  /** How the request ended: an outcome's kind, an error's code, or `replayed`; of an operation that a run completed: `recovered`. */
  outcome?: string;
  why?: string | undefined;
  finding?: string;
  /** The provider's id of what a finding is about. */
  object?: string | undefined;
  providerStatus?: number;
  providerCode?: string;
  status?: number;
  /** Whether this was the sandbox's first request. */
  cold?: boolean;
  error?: string;
};

/** The log line of a scheduled function, with the counts of what it did. */
export type RunLine = LogLine & Readonly<Record<string, unknown>>;

/** No text in the log holds a card number, wherever it came from. */
const maskTexts = (_: string, value: unknown): unknown =>
  typeof value === 'string' ? maskCardNumbers(value) : value;

/** Writes a line to standard output, which Lambda passes on to CloudWatch Logs. */
export const writeLine = (line: LogLine | RunLine): void => {
  process.stdout.write(`${JSON.stringify(line, maskTexts)}\n`);
};

type Named = { name?: unknown; code?: unknown };

/** What may be told of an error. */
export type ErrorName = { readonly name: string; readonly code?: string };

/** The class and code of an error's cause. The message is left out, and its other members: they may quote what was sent. */
export function nameOf(cause: unknown): ErrorName | undefined {
  const outer = cause as (Named & { cause?: Named | null }) | null | undefined;
  const named = [outer?.cause, outer].find((each) => typeof each?.name === 'string');
  if (named === undefined || named === null) return undefined;
  const { name, code } = named as { name: string; code?: unknown };
  return typeof code === 'string' ? { name, code } : { name };
}

/** The class and code of an error's cause in words, for the log. */
export function causeOf(cause: unknown): string | undefined {
  const named = nameOf(cause);
  return named?.code === undefined ? named?.name : `${named.name} ${named.code}`;
}

/** Why an error of the gateway came, for the log: its fixed word, and what it came of; undefined of any other error. */
export function whyOf(error: unknown): string | undefined {
  if (!(error instanceof GatewayError)) return undefined;
  const { why, cause } = error.detail;
  const named = causeOf(cause);
  return why === undefined || named === undefined ? why : `${why}: ${named}`;
}
