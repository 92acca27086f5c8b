import {
  after,
  isPast,
  now,
  pause,
  secondMs,
  startOfTime,
  type EpochMs,
} from '../platform/clock.ts';
import type { ReadGate } from '../providers/client/read-from-provider.ts';
import type { Outcome } from '../providers/outcome.ts';

/*
 * How fast a provider is read, and when it is let alone. Both only ever hold back reads: what callers send is never
 * counted here.
 */

/**
 * Reads of one provider in a second. No document names a limit; callers need the larger part of whatever it is.
 * Unverified.
 */
const perSecondMost = 60;

/** The same of what is in no hurry, beside which recovery may have to read. */
export const unhurriedPerSecond = 30;

/** So many reads in a row that are not answered mean that the provider is down. */
const failuresMost = 3;

/** How many operations are asked about where the provider did not answer the last time. */
const trialMost = 8;

/** What a process remembers of a provider from run to run. */
export type ProviderReads = {
  /** Reads in a row that were not answered. */
  failures: number;
  perSecond: number;
};

export const newProviderReads = (): ProviderReads => ({ failures: 0, perSecond: perSecondMost });

/** The reads of one run at one provider. */
export type RunReads = {
  readonly gate: ReadGate;
  /** Aborts when the run must end, and when the provider turns out to be down: what is left is left as it is. */
  readonly until: AbortSignal;
  /** How many reads were not answered: a list that many wait for is not given up for one of them. */
  readonly unanswered: () => number;
  /** Whether the provider is taken for down. */
  readonly isDown: () => boolean;
  /** Whether it began with the provider down, and only tries. */
  readonly isTrial: boolean;
  /** Whether nothing is asked any more in this run. */
  readonly isOver: () => boolean;
  /** The operations that are asked about now: all, some where it did not answer the last time, or none any more. */
  readonly taken: <Open>(operations: readonly Open[]) => readonly Open[];
};

/** Whether the provider did not judge the read at all. What it said in a form that is not understood is an answer. */
function isUnanswered(outcome: Outcome): boolean {
  switch (outcome.kind) {
    case 'done':
    case 'rejected':
      return false;
    case 'unknown':
      return outcome.why === 'no_answer' || (outcome.answer?.status ?? 0) >= 500;
    case 'not_attempted':
      return ['not_connected', 'not_authorized', 'unauthorized'].includes(outcome.why);
  }
}

const isThrottled = (outcome: Outcome): boolean =>
  outcome.kind === 'not_attempted' && outcome.why === 'throttled';

/**
 * Begins the reads of a run. After {@link failuresMost} in a row that are not answered nothing is read any more in this
 * run, and the next one begins with a few. Where the provider throttles, half as much is read, and then slowly more.
 *
 * @param known what the process remembers, if it does; it is changed
 * @param most reads in a second, where the provider takes as many
 */
export function beginReads(
  known: ProviderReads = newProviderReads(),
  end: AbortSignal,
  most = Math.max(known.perSecond, perSecondMost),
): RunReads {
  known.perSecond = Math.min(known.perSecond, most);
  const down = new AbortController();
  const until = AbortSignal.any([end, down.signal]);
  const isDown = (): boolean => known.failures >= failuresMost;
  const isTrial = isDown();
  let trialsLeft = trialMost;
  let unanswered = 0;
  let wasAnswered = false;
  let [nextAt, slowerFrom] = [startOfTime, startOfTime];

  const turn = async (): Promise<void> => {
    while (!until.aborted) {
      const at = now();
      if (isPast(nextAt, at)) {
        nextAt = (at + secondMs / known.perSecond) as EpochMs;
        return;
      }
      await pause(Math.min(nextAt - at, secondMs));
    }
  };
  /** Of all that are under way at once many are throttled: that is one sign. */
  const slowDown = (): void => {
    const at = now();
    if (!isPast(slowerFrom, at)) return;
    known.perSecond = Math.max(known.perSecond / 2, 1);
    slowerFrom = after(at, secondMs);
  };
  const isToBeRepeated = (outcome: Outcome): boolean => {
    if (until.aborted) return false;
    if (isThrottled(outcome)) {
      slowDown();
      return true;
    }
    if (!isUnanswered(outcome)) {
      known.failures = 0;
      wasAnswered = true;
      if (known.perSecond < most) known.perSecond += 0.1;
      return false;
    }
    known.failures += 1;
    unanswered += 1;
    // One that has answered in this run was up again, and is down once more.
    if (isDown() && (!isTrial || wasAnswered)) down.abort();
    return false;
  };
  return {
    gate: { turn, isToBeRepeated },
    until,
    isDown,
    isTrial,
    isOver: () => until.aborted || (isDown() && trialsLeft === 0),
    unanswered: () => unanswered,
    taken: (operations) => {
      if (!isDown()) return operations;
      const some = operations.slice(0, isTrial ? trialsLeft : 0);
      trialsLeft -= some.length;
      return some;
    },
  };
}
