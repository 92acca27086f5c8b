import type { LocalFunction } from '../template/functions.ts';
import { failed, type Invocation } from './invocation.ts';

/** Runs work for one function, unless as many requests are served already as may be. */
export type Concurrency = (
  operation: string,
  run: () => Promise<Invocation>,
) => Promise<Invocation>;

/** Requests that are served, and how many may be. */
type Places = { used: number; readonly most: number };

/** What AWS keeps unreserved is not asked for here, so that a test can have a small account. */
const unreservedOf = (functions: readonly LocalFunction[], account: number): number =>
  functions.reduce((rest, { reservedConcurrency = 0 }) => rest - reservedConcurrency, account);

/**
 * Lambda's concurrency: a function with a reservation has places of its own, and no more than these; the others share
 * what the account has left ("Configuring reserved concurrency for a function"). A request without a place is not run.
 *
 * @param account the concurrency of the account; absent: functions without a reservation have places enough
 */
export function createConcurrency(
  functions: readonly LocalFunction[],
  account: number | undefined,
): Concurrency {
  const shared: Places = {
    used: 0,
    most: account === undefined ? Infinity : Math.max(0, unreservedOf(functions, account)),
  };
  const reserved = new Map<string, Places>(
    functions.flatMap(({ operation, reservedConcurrency: most }) =>
      most === undefined ? [] : [[operation, { used: 0, most }]],
    ),
  );
  return async (operation, run) => {
    const places = reserved.get(operation) ?? shared;
    if (places.used >= places.most) {
      return failed('throttled', {
        errorType: 'TooManyRequestsException',
        errorMessage: 'Rate Exceeded.',
      });
    }
    places.used += 1;
    try {
      return await run();
    } finally {
      places.used -= 1;
    }
  };
}
