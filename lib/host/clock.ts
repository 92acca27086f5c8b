import * as z from 'zod';
import { readStoredJson, writeStoredJson } from './stored-json.ts';
import { UsageError } from './usage-error.ts';

/** The time of the local system: the machine's time plus an offset that the sandbox moves. */
export type LocalClock = {
  readonly now: () => number;
  readonly offsetMs: () => number;
  /** @throws UsageError if the time would be later than {@link latest} */
  advance(ms: number): void;
};

/**
 * The latest time that the clock can be moved to: a date of AWS and of the providers has four digits for its year, and
 * the deadlines that are counted from it must fit too.
 */
export const latest = Date.UTC(9999, 0, 1);

const Stored = z.strictObject({ offsetMs: z.int().min(0).max(latest) });

/**
 * A clock that starts at the machine's time.
 *
 * @param file where an advance is stored, so that it outlives a restart: what is on record would else be in the future;
 *   undefined: in memory
 * @throws UsageError if the file cannot be read
 */
export function createClock(file?: string): LocalClock {
  let { offsetMs } = (file === undefined ? undefined : readStoredJson(file, Stored)) ?? {
    offsetMs: 0,
  };
  return {
    now: () => Date.now() + offsetMs,
    offsetMs: () => offsetMs,
    advance: (ms) => {
      const next = offsetMs + ms;
      if (Date.now() + next > latest)
        throw new UsageError(
          `advanceMs: the clock cannot be moved beyond ${new Date(latest).toISOString()}.`,
        );
      if (file !== undefined) writeStoredJson(file, { offsetMs: next });
      offsetMs = next;
    },
  };
}
