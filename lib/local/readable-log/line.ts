import * as z from 'zod';
import { operationIds } from '../../../functions/operations.ts';

const text = z.string().optional();
const number = z.number().optional();

/** The members of a log line that a person is shown. */
const Line = z.looseObject({
  time: z.iso.datetime(),
  operation: z.string(),
  operationId: text,
  caller: text,
  provider: text,
  outcome: text,
  why: text,
  finding: text,
  object: text,
  providerCode: text,
  status: number,
  totalMs: number,
  providerMs: number,
  runMs: number,
  cold: z.boolean().optional(),
  error: text,
});

/** A line that a function of the gateway wrote. */
export type Line = z.infer<typeof Line>;

/** The value of a line that is JSON; undefined for any other text, such as a stack. */
export function jsonIn(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** A function's own line; undefined for anything else. */
export const lineFrom = (value: unknown): Line | undefined => Line.safeParse(value).data;

const widest = Math.max(...operationIds.map(({ length }) => length));

/** As wide as the longest, so that what follows stands in columns. */
export const operationColumn = (operation: string): string => operation.padEnd(widest);

/** The time of day on this machine. */
export const timeOfDay = (time: string): string => new Date(time).toTimeString().slice(0, 8);

/** A duration as short as it can be understood: `214 ms`, `12 s`, `5 min`. */
export function duration(ms: number): string {
  if (ms < 10_000) return `${Math.round(ms)} ms`;
  return ms < 600_000 ? `${Math.round(ms / 1000)} s` : `${Math.round(ms / 60_000)} min`;
}

/** The parts that there are, in columns. */
export const joined = (parts: readonly (string | undefined)[]): string =>
  parts.filter((part) => part !== undefined && part !== '').join('  ');

/** What a finding is, in words, and what it is about. */
export const findingText = ({ finding = '', why }: Line): string =>
  `finding: ${finding.replaceAll('_', ' ')}${why === undefined ? '' : ` (${why})`}`;
