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
  readersRun: true,
  jumps: 2,
  jumpsMs: [day, lag],
  inOrder: true,
};

/** Two runs have many steps: beside each other only what stops one of them halfway is let happen. */
const atOnce = { readersAtOnce: 2, only: ['dies before it is written', 'it is written, and dies'] };
const lateOrLost = ['it is written later', 'the reply is lost', 'no answer'];

/** A list of which only the first pages are read: the rest is older than what is looked for. */
export const oldList = {
  pageSize: 3,
  others: [1, -11, -12, -13, -14, -15, -16].map((minutes) => startAt + minutes * minuteMs),
};

const overACapture: Scenario = {
  ...runs,
  name: 'runs-over-a-capture',
  provider: { ...komoju, isCaptured: false },
  makes: 'changes',
  requests: [capture],
};

const overAnOldList: Scenario = {
  ...runs,
  name: 'runs-over-an-old-list',
  provider: { ...coiney, lags: false, ...oldList },
  makes: 'links',
  requests: [link],
};

export const runScenarios: readonly Scenario[] = [
  { ...overACapture, ...atOnce, name: 'runs-over-a-capture-at-once' },
  {
    ...runs,
    ...atOnce,
    only: [...atOnce.only, ...lateOrLost],
    name: 'runs-of-recovery-at-once',
    requests: [order],
    jumpsMs: [lease, day],
  },
  { ...overAnOldList, ...atOnce, name: 'runs-over-an-old-list-at-once' },
  {
    ...overAnOldList,
    name: 'runs-over-an-old-list-oldest-first',
    provider: { ...overAnOldList.provider, isOldestFirst: true },
  },
  overACapture,
  overAnOldList,
  { ...runs, name: 'runs-of-recovery', requests: [order] },
];
