import * as z from 'zod';
import { joined, operationColumn } from './line.ts';
import type { Paint } from './paint.ts';

/** What the host writes of a function that gave no answer, as the Lambda service does. */
const Failure = z.object({
  level: z.literal('ERROR'),
  operation: z.string(),
  why: z.string(),
  errorMessage: z.string(),
  stack: z.string().optional(),
});

/** A function that gave no answer, with the stack below; undefined for any other line. The line has no time. */
export function failureText(value: unknown, paint: Paint): string | undefined {
  const failure = Failure.safeParse(value).data;
  if (failure === undefined) return undefined;
  const { operation, why, errorMessage, stack } = failure;
  const told = `no answer (${why.replaceAll('_', ' ')}): ${errorMessage}`;
  const line = joined(['        ', operationColumn(operation), told]);
  return paint('red', stack === undefined ? line : `${line}\n${stack}`);
}
