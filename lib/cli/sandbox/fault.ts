import * as z from 'zod';
import { columns } from '../output/columns.ts';
import { readDuration } from './duration.ts';
import { readWhole } from './whole.ts';

/** What a person says of something that is to go wrong. */
export type FaultWords = {
  readonly on?: string;
  readonly match?: string;
  readonly times?: string;
  readonly status?: string;
  readonly delay?: string;
};

const numbered = (name: string, text: string | undefined): object =>
  text === undefined ? {} : { [name]: readWhole(name, text) };

/** The body of the control; whether it makes sense is the control's to say. @throws UsageMistake where a number is none */
export const faultFrom = (
  kind: string,
  { on, match, times, status, delay }: FaultWords,
): object => ({
  kind,
  ...(on !== undefined && { on }),
  ...(match !== undefined && { match }),
  ...numbered('times', times),
  ...numbered('status', status),
  ...(delay !== undefined && { delayMs: readDuration(delay) }),
});

const Waiting = z.object({
  happened: z.number(),
  waiting: z.array(
    z.object({
      on: z.string(),
      match: z.string().default('all'),
      kind: z.string(),
      left: z.number(),
    }),
  ),
});

/** The faults that still wait, as a table, and how many have happened. */
export function formatFaults(answer: unknown): string {
  const { waiting, happened } = Waiting.parse(answer);
  const count = `Happened: ${String(happened)}`;
  if (waiting.length === 0) return `No fault waits. ${count}.`;
  const rows = waiting.map(({ on, match, kind, left }) => [kind, on, match, String(left)]);
  return [...columns([['kind', 'on', 'match', 'times left'], ...rows]), `${count}.`].join('\n');
}
