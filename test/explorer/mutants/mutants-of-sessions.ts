import { of, type Mutant } from './mutant.ts';

const ledger = of('ledger/execute-once.ts');
const conclusion = of('recovery/conclude.ts');

/** The ways in which what is harmless as long as nobody was told of it does harm. */
export const mutantsOfSessions: readonly Mutant[] = [
  ledger('a session is told that is not on record', 'a-session-that-nobody-was-told-of', [
    "result.kind === 'lost' && attempt.isToldOnlyIfStored === true",
    'false',
  ]),
  conclusion('a payment of a session is closed unread', 'a-session-is-paid', [
    "operation.lookup === 'harmless'",
    "operation.record.operation.startsWith('komoju.session')",
  ]),
];
