import type { Status } from './payments.ts';

/**
 * What Coiney's documents do not say, or say in two ways, and this simulator has to decide all the same.
 * Everything here may be wrong. It is in one place so that one look at the real service corrects it.
 */

/** The least amount: the documents say 100 yen or more, the schema beside them 1. */
export const amountLeast = 100;

/** A payment that is not there: 400 in the documents, 404 in the schema beside them. */
export const notFoundStatus = 400 as 400 | 404;

/** A route that is not there. */
export const noRouteStatus = 404;

/** An update that changes no deadline is taken whatever the status; the documents limit only the deadline. */
export const isFinished = (status: Status): boolean => status !== 'open' && status !== 'expired';

/** The list is in order of creation, newest first, as the examples suggest. */
export const inListOrder = <Payment>(payments: readonly Payment[]): Payment[] =>
  payments.slice().reverse();

/** The last day of a link ends in Tokyo. */
export const endOfDay = (date: string): number => Date.parse(`${date}T23:59:59+09:00`);

/** A text that was never sent is shown as null. */
export const absent = null;

/** A webhook that is not answered in this time is not answered with 200. */
export const webhookPatienceMs = 5_000;
