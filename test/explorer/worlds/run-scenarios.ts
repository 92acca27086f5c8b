import { minuteMs } from '../../../functions/platform/clock.ts';
import { capture, coiney, day, inTurn, komoju, lag, lease, link, order } from './ground.ts';
import type { Scenario } from './scenario.ts';
import { startAt } from './start.ts';

/* The worlds in which those who read are whole runs of recovery, which may die at every step, and of which two may be at once. */

const runs: Scenario = {
  ...inTurn,
  prelude: ['comes in', 'claims', 'turns to the provider'],
  declines: 0,
  readers: 2,
  readersAtOnce: 2,
  readersRun: true,
  jumps: 2,
  jumpsMs: [day, lag],
  inOrder: true,
};

/** A list of which only the first pages are read: the rest is older than what is looked for. */
export const oldList = {
  pageSize: 3,
  others: [1, -11, -12, -13, -14, -15, -16].map((minutes) => startAt + minutes * minuteMs),
};

export const runScenarios: readonly Scenario[] = [
  { ...runs, name: 'runs-of-recovery', requests: [order] },
  { ...runs, name: 'runs-of-recovery-at-once', requests: [order], jumpsMs: [lease, day] },
  {
    ...runs,
    name: 'runs-over-a-capture',
    provider: { ...komoju, isCaptured: false },
    makes: 'changes',
    requests: [capture],
  },
  {
    ...runs,
    name: 'runs-over-an-old-list',
    provider: { ...coiney, lags: false, ...oldList },
    makes: 'links',
    requests: [link],
  },
  {
    ...runs,
    name: 'runs-over-an-old-list-oldest-first',
    provider: { ...coiney, lags: false, ...oldList, isOldestFirst: true },
    makes: 'links',
    requests: [link],
  },
];
