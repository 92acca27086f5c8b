import { minuteMs, secondMs } from '../../../functions/platform/clock.ts';
import {
  capture,
  coiney,
  day,
  delay,
  inTurn,
  komoju,
  lag,
  link,
  order,
  refund,
  removal,
  times,
} from './ground.ts';
import { oldList } from './run-scenarios.ts';
import type { Scenario } from './scenario.ts';
import { startAt } from './start.ts';

/* The worlds in which reads are answered by something that does not show what is there. */

/** A request was sent, and what it did is read, twice: whatever is shown, nothing is concluded from what is not. */
const misread: Scenario = {
  ...inTurn,
  prelude: ['comes in', 'claims', 'turns to the provider'],
  requests: [order],
  declines: 0,
  readers: 2,
  faults: 3,
  only: ['the answer is lost', 'nothing done'],
  misreads: true,
  jumps: 2,
  jumpsMs: [day, lag],
  inOrder: true,
};
const newer = [2, 3].map((minutes) => startAt + minutes * minuteMs);
const longList = { pageSize: 1, others: [startAt + minuteMs] };

/** The same a day after something was executed and nobody heard of it. */
const executedADayAgo: Scenario = {
  ...misread,
  prelude: [
    ...['comes in', 'claims', 'turns to the provider', 'the answer is lost', 'writes'],
    `${day / secondMs} s pass`,
  ],
};

export const misreadScenarios: readonly Scenario[] = [
  { ...executedADayAgo, name: 'misread-create' },
  {
    ...executedADayAgo,
    name: 'misread-create-in-a-long-list',
    provider: { ...komoju, ...longList },
  },
  {
    ...executedADayAgo,
    name: 'misread-pages',
    provider: { ...komoju, ...longList },
    misreads: [
      ...['a page that repeats', 'a page that skips', 'an empty page with a total of its own'],
      ...['that says it is the last', 'without total', 'without last_page', 'without data'],
    ],
  },
  {
    ...executedADayAgo,
    name: 'misread-found',
    misreads: ['an empty answer', '404 without a code', 'another object'],
    only: ['the answer is lost', 'no answer'],
  },
  { ...misread, name: 'misread-refund', requests: [refund] },
  {
    ...misread,
    name: 'misread-capture',
    provider: { ...komoju, isCaptured: false },
    makes: 'changes',
    requests: [capture],
  },
  { ...misread, name: 'misread-delete', makes: 'changes', requests: [removal] },
  {
    ...executedADayAgo,
    name: 'misread-link-in-a-long-list',
    provider: { ...coiney, lags: false, ...longList },
    makes: 'links',
    requests: [link],
  },
  {
    ...executedADayAgo,
    name: 'misread-link-in-an-old-list',
    provider: { ...coiney, lags: false, ...oldList },
    makes: 'links',
    requests: [link],
  },
  {
    ...executedADayAgo,
    name: 'misread-link-behind-newer-ones',
    provider: { ...coiney, lags: false, ...oldList, others: [...newer, ...oldList.others] },
    makes: 'links',
    requests: [link],
    misreads: ['a page that repeats', 'a page that skips', 'that says it is the last'],
  },
  {
    ...misread,
    name: 'misread-an-old-list-before-it-is-sent-again',
    provider: { ...coiney, lags: false, ...oldList },
    makes: 'links',
    requests: times(2, link),
    readers: 0,
    faults: 2,
    jumpsMs: [delay + lag],
    jumps: 1,
  },
  {
    ...misread,
    name: 'misread-before-it-is-sent-again',
    provider: { ...coiney, lags: false, ...longList },
    makes: 'links',
    requests: times(2, link),
    readers: 0,
    faults: 2,
    jumpsMs: [delay + lag],
    jumps: 1,
  },
];
