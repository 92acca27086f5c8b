import { hourMs, minuteMs, secondMs } from '../../functions/runtime/clock.ts';
import { flightMs } from '../../functions/runtime/transitions.ts';
import type { ProviderKind, Request, Scenario } from './scenario.ts';

/*
 * The bounded worlds. Each is gone through completely, so each is kept small: what is not at stake in one is left to
 * another. Together they hold every fault, every kind of provider, and every rule that has an hour in it.
 */

const komoju: ProviderKind = {
  hasKeys: true,
  remembersRefusals: true,
  listsFailures: false,
  lags: false,
  makes: 'charges',
};
const forgetful: ProviderKind = { ...komoju, remembersRefusals: false, listsFailures: true };

const order: Request = { path: '/payments', body: 'order', account: 'main' };
const times = (count: number, request = order): readonly Request[] =>
  Array.from({ length: count }, () => request);

/** A lease over; a lag over; a flight over; the last moments in which a key is still good; a day and more. */
const lease = 31 * secondMs;
const lag = 11 * minuteMs;
const flight = hourMs + minuteMs;
const nearlyADay = 23 * hourMs - minuteMs;
const day = 25 * hourMs;

const plain: Scenario = {
  name: 'plain',
  again: 'provider-key',
  find: 'exact',
  provider: komoju,
  requests: times(2),
  atOnce: 2,
  readers: 0,
  faults: 2,
  declines: 1,
  jumps: 1,
  jumpsMs: [lease, flight],
  flightMs,
};

export const scenarios: readonly Scenario[] = [
  { ...plain, name: 'three-at-once', requests: times(3), atOnce: 3, faults: 1, jumpsMs: [lease] },
  { ...plain, name: 'two-at-once', readers: 1, jumps: 2, jumpsMs: [lease, flight, day] },
  {
    ...plain,
    name: 'forgotten-refusals',
    provider: forgetful,
    requests: times(3),
    declines: 2,
    atOnce: 2,
  },
  {
    ...plain,
    name: 'late-in-the-day',
    requests: times(3),
    atOnce: 1,
    jumps: 3,
    faults: 2,
    jumpsMs: [flight, nearlyADay, day],
  },
  {
    ...plain,
    name: 'a-reader-beside',
    provider: forgetful,
    atOnce: 1,
    readers: 2,
    jumps: 3,
    jumpsMs: [lease, nearlyADay, day],
    faults: 1,
  },
  {
    ...plain,
    name: 'lists-that-lag',
    provider: { ...komoju, lags: true },
    atOnce: 1,
    requests: times(1),
    readers: 3,
    jumps: 3,
    jumpsMs: [lag, day],
    faults: 3,
    declines: 0,
  },
  {
    ...plain,
    name: 'another-account',
    requests: [order, { ...order, account: 'second' }],
    atOnce: 1,
    readers: 1,
    jumpsMs: [flight, day],
    jumps: 2,
  },
  {
    ...plain,
    name: 'another-request',
    requests: [order, { ...order, body: 'other' }, order],
    jumps: 1,
    jumpsMs: [lease],
    faults: 1,
  },
  {
    ...plain,
    name: 'another-path',
    find: 'exact',
    requests: [order, { ...order, path: '/payments/2' }],
    jumps: 1,
    jumpsMs: [lease],
    faults: 1,
  },
  {
    ...plain,
    name: 'no-key-but-a-list',
    again: 'search-first',
    provider: { ...komoju, hasKeys: false, lags: true, makes: 'links' },
    atOnce: 2,
    jumps: 2,
    jumpsMs: [lease, flight + lag],
    declines: 0,
    readers: 1,
  },
  {
    ...plain,
    name: 'changes',
    again: 'five-minutes',
    find: 'exact',
    provider: { ...forgetful, hasKeys: false, listsFailures: false, makes: 'changes' },
    readers: 1,
    jumps: 2,
    jumpsMs: [lease, day],
  },
];

/** What the assumption costs: where requests fly longer than it says, no rule can save a key. */
export const price: readonly Scenario[] = [
  {
    ...plain,
    name: 'a-flight-of-two-hours',
    requests: times(3),
    atOnce: 1,
    jumps: 3,
    jumpsMs: [nearlyADay, flight],
    flightMs: 2 * flightMs,
  },
];
