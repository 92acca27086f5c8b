import { coiney, day, delay, forgetful, inTurn, lag, link, removal, times } from './ground.ts';
import type { Scenario } from './scenario.ts';

/* The worlds in which the provider gives errors whose codes are in no list: some are a clear no, others decide nothing. */

const unlisted: Scenario = { ...inTurn, unlisted: true, faults: 2, jumpsMs: [delay] };

export const unlistedScenarios: readonly Scenario[] = [
  { ...unlisted, name: 'unlisted-errors' },
  { ...unlisted, name: 'unlisted-errors-forgotten', provider: forgetful, requests: times(3) },
  {
    ...unlisted,
    name: 'unlisted-errors-of-a-link',
    provider: coiney,
    makes: 'links',
    requests: times(2, link),
    jumpsMs: [delay + lag],
  },
  {
    ...unlisted,
    name: 'unlisted-errors-of-a-change',
    provider: forgetful,
    makes: 'changes',
    requests: times(2, removal),
    readers: 1,
    faults: 1,
    jumpsMs: [day],
  },
];
