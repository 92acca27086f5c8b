import * as z from 'zod/mini';
import { routeOf } from '../operations.ts';
import type { Provider } from '../providers/provider.ts';
import { ask, type AsCaller } from './ask.ts';
import { readHealth } from './health.ts';
import { tryPayment } from './try-payment.ts';

/** `2026-11-28T09:03:00Z`, in what a schedule starts a function with: the hour, and the minutes. */
const Start = z.object({ time: z.string().check(z.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:/)) });

/**
 * So many minutes of each hour are for its payment. A run comes every five minutes: one of two makes it, and the other
 * finds it on record, or does what the first could not.
 */
const minutesForPayment = 10;

/** The hour whose payment is to be made now; undefined at other times, and for a start by hand. */
export function hourOf(event: unknown): string | undefined {
  const time = Start.safeParse(event).data?.time;
  const [hour, minutes] = time?.split(':') ?? [];
  return Number(minutes) < minutesForPayment ? hour : undefined;
}

/**
 * Asks the gateway whether it is well, and makes the payments of the hour where a provider is.
 *
 * @param trying the providers at which payments are made: none where the stack moves real money
 * @returns what is not as it should be, in fixed words
 */
export async function look(
  caller: AsCaller,
  trying: readonly Provider[],
  event: unknown,
): Promise<readonly string[]> {
  const { path = '' } = routeOf('gateway.health') ?? {};
  const { why, isWell } = readHealth(await ask(caller, { path }));
  const hour = hourOf(event);
  if (hour === undefined) return why;
  const mistakes = await Promise.all(
    trying.flatMap(({ name, trial }) =>
      trial !== undefined && isWell(name) ? [tryPayment(caller, trial, hour)] : [],
    ),
  );
  return [...why, ...mistakes.filter((mistake) => mistake !== undefined)];
}
