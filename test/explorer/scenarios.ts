import { maxEffectDelayMs } from '../../functions/ledger/quarantine.ts';
import { secondMs } from '../../functions/platform/clock.ts';
import {
  capture,
  coiney,
  day,
  delay,
  forgetful,
  inTurn,
  komoju,
  lag,
  lease,
  link,
  nearlyADay,
  nearlyALease,
  order,
  plain,
  refund,
  removal,
  times,
} from './ground.ts';
import { misreadScenarios } from './misread-scenarios.ts';
import type { Scenario } from './scenario.ts';

/*
 * The bounded worlds, the largest first. Each is gone through completely, so each is kept small: what is not at stake in one is left to
 * another. Together they hold every fault, every kind of provider, and every rule that has an hour in it.
 */

/** A claim that was undone, and a day later: only such an operation may be sent again when all is quiet. */
const givenBackADayAgo = [
  ...['comes in', 'claims', 'turns to the provider', 'not connected', 'n=0'],
  `${day / secondMs} s pass`,
];

/** A claim whose sandbox was frozen for a day: it may wake up and give back what a read has looked for meanwhile. */
const frozenForADay = ['comes in', 'claims', `${day / secondMs} s pass`];

export const scenarios: readonly Scenario[] = [
  {
    ...inTurn,
    name: 'lists-that-lag',
    prelude: frozenForADay,
    provider: { ...komoju, lags: true },
    declines: 0,
    readers: 2,
    faults: 4,
    only: ['not connected', 'no answer, and it lands later', 'it lags behind'],
    jumps: 3,
    jumpsMs: [day, delay, lease],
    inOrder: true,
  },
  plain,
  { ...plain, name: 'three-at-once', requests: times(3), atOnce: 3, faults: 1, jumpsMs: [lease] },
  { ...inTurn, name: 'one-after-another', requests: times(3), faults: 2, jumpsMs: [delay] },
  {
    ...plain,
    name: 'forgotten-rejections',
    provider: forgetful,
    requests: times(3),
    faults: 1,
    jumpsMs: [delay],
  },
  {
    ...inTurn,
    name: 'rejected-an-hour-later',
    provider: forgetful,
    requests: times(3),
    faults: 2,
    jumpsMs: [delay],
  },
  {
    ...plain,
    name: 'a-frozen-sandbox',
    provider: forgetful,
    requests: times(3),
    faults: 0,
    declines: 2,
    jumps: 2,
  },
  {
    ...inTurn,
    name: 'at-the-end-of-a-lease',
    provider: forgetful,
    jumps: 2,
    jumpsMs: [nearlyALease, delay],
  },
  {
    ...inTurn,
    name: 'late-in-the-day',
    faults: 2,
    declines: 0,
    jumps: 3,
    jumpsMs: [delay, nearlyADay],
  },
  { ...inTurn, name: 'a-reader-beside', readers: 1, jumpsMs: [day] },
  {
    ...inTurn,
    name: 'a-reader-among-rejections',
    provider: forgetful,
    readers: 1,
    faults: 2,
    only: ['the answer is lost', 'no answer, and it lands later'],
    jumpsMs: [day],
  },
  {
    ...inTurn,
    name: 'readers-within-a-day',
    declines: 0,
    readers: 2,
    faults: 2,
    only: ['nothing done', 'no answer, and it lands later'],
    jumps: 2,
    jumpsMs: [delay, lag],
    inOrder: true,
  },
  {
    ...inTurn,
    name: 'a-day-after-nothing-was-sent',
    prelude: givenBackADayAgo,
    declines: 0,
    readers: 2,
    faults: 2,
    only: ['not connected', 'no answer, and it lands later'],
    jumps: 2,
    jumpsMs: [day, lag],
    inOrder: true,
  },
  {
    ...inTurn,
    name: 'another-account',
    requests: [order, { ...order, account: 'second' }],
    declines: 0,
    readers: 2,
    only: ['the answer is lost', 'not connected'],
    jumps: 2,
    jumpsMs: [day, lag],
  },
  {
    ...plain,
    name: 'another-request',
    requests: [order, { ...order, body: { ...order.body, amount: 2000 } }, order],
    jumpsMs: [lease],
    faults: 1,
  },
  {
    ...plain,
    name: 'another-path',
    requests: [refund, { ...refund, path: { paymentId: 'pay_2' } }],
    jumpsMs: [lease],
    faults: 1,
  },
  {
    ...plain,
    name: 'no-key-but-a-list',
    provider: coiney,
    makes: 'links',
    requests: times(2, link),
    jumpsMs: [delay + lag],
    declines: 0,
    readers: 1,
    faults: 1,
  },
  {
    ...plain,
    name: 'changes',
    provider: forgetful,
    makes: 'changes',
    requests: times(2, removal),
    readers: 1,
    jumpsMs: [day],
    faults: 1,
  },
  {
    ...inTurn,
    name: 'a-state',
    provider: { ...komoju, isCaptured: false },
    makes: 'changes',
    requests: times(2, capture),
    declines: 0,
    readers: 2,
    only: ['the answer is lost', 'nothing done', 'no answer, and it lands later'],
    jumps: 2,
    jumpsMs: [day, lag],
    inOrder: true,
  },
  ...misreadScenarios,
];

/** What the assumption costs: where requests fly longer than it says, no rule can save a key. */
export const price: readonly Scenario[] = [
  {
    ...inTurn,
    name: 'a-delay-of-two-hours',
    requests: times(3),
    faults: 2,
    declines: 0,
    jumps: 3,
    jumpsMs: [nearlyADay, delay],
    maxEffectDelayMs: 2 * maxEffectDelayMs,
  },
];
