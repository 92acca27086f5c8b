import { day, forgetful, inTurn, lag, plain, session, sessionPayment, times } from './ground.ts';
import type { Scenario } from './scenario.ts';

/*
 * The worlds of hosted checkout: a session, which no read can find and which is harmless until a caller is told of it;
 * and its payment, which a read recognises by the session.
 */
export const sessionScenarios: readonly Scenario[] = [
  { ...plain, name: 'sessions', makes: 'sessions', requests: times(2, session), faults: 2 },
  {
    ...inTurn,
    name: 'a-session-that-nobody-was-told-of',
    provider: forgetful,
    makes: 'sessions',
    requests: times(2, session),
    readers: 1,
    faults: 2,
    jumpsMs: [day],
  },
  {
    ...inTurn,
    name: 'a-session-is-paid',
    requests: times(2, sessionPayment),
    declines: 0,
    readers: 3,
    faults: 2,
    only: ['the answer is lost', 'nothing done', 'no answer, and it lands later'],
    jumps: 2,
    jumpsMs: [day, lag],
    inOrder: true,
  },
  {
    ...inTurn,
    name: 'misread-session',
    requests: [sessionPayment],
    declines: 0,
    readers: 3,
    faults: 2,
    only: ['the answer is lost'],
    misreads: true,
    jumps: 2,
    jumpsMs: [day, lag],
    inOrder: true,
  },
];
