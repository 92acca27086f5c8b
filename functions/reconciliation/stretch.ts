import { hourMs, secondMs } from '../platform/clock.ts';

/*
 * How much time is reconciled at once. A stretch is done or it is not, and the next run goes on with the first that is not;
 * so it must be short enough to be done in one run, however much happened in it.
 */

/** So many objects and records of a stretch are held in memory. A list is read best where this fills its pages. */
export const stretchMost = { objects: 8_000, records: 16_000 };

const wantedObjects = 5_000;

export const longestMs = hourMs;
export const shortestMs = secondMs;

/** In whole seconds, as lists are asked. */
const lengthOf = (ms: number): number =>
  Math.min(Math.max(Math.round(ms / secondMs) * secondMs, shortestMs), longestMs);

/** How long the next stretch is to be, after one of a length in which so many objects were made. */
export const nextLength = (lengthMs: number, objects: number): number =>
  lengthOf(lengthMs * Math.min(Math.max(wantedObjects / Math.max(objects, 1), 0.5), 2));

/** How long a stretch is to be in place of one that is too long: for the memory, or for the time of a run. */
export const shorterLength = (lengthMs: number): number => lengthOf(lengthMs / 4);
