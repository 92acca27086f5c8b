import { mutantsOf, type Mutant } from '../mutant.ts';

/** Hosted checkout: how a session is read, and what is harmless as long as nobody was told of it. */
export const ofSessions: readonly Mutant[] = [
  ...mutantsOf('providers/komoju/sessions.ts', 'functions/providers/komoju/sessions', {
    'an answer with an error is a yes': [" || 'error' in data", ''],
    'a cancellation of before is this one’s': [
      'const session = at >= window.from ? parseSession(found) : undefined;',
      'const session = parseSession(found);',
    ],
    'a cancellation without a time is nothing': [
      "if (at === undefined) return { kind: 'unclear', why: 'cancelled_at' };",
      'if (at === undefined) return nothing;',
    ],
    'a completed session needs no payment': [
      "if (status === 'completed' && payment === undefined) return 'payment';",
      '',
    ],
    'a session that can be paid shows that it is not': [
      "status === 'cancelled' || expired ? undefined : 'expired'",
      'undefined',
    ],
    'a completed session needs no time': [
      "completed_at === null ? 'completed_at' : undefined",
      'undefined',
    ],
    'a payment of before is this one’s': [
      'at !== undefined && at >= window.from',
      'at !== undefined',
    ],
  }),
  ...mutantsOf('recovery/conclude.ts', 'functions/recovery/conclude', {
    'what is harmless is looked up': [" || operation.lookup === 'harmless'", ''],
  }),
  ...mutantsOf('ledger/execute-once.ts', 'functions/ledger/double-charge', {
    'what is not on record is told all the same': [
      "result.kind === 'lost' && attempt.isToldOnlyIfStored === true",
      'false',
    ],
    'nothing is told that is not on record': [
      "result.kind === 'lost' && attempt.isToldOnlyIfStored === true",
      "result.kind === 'lost'",
    ],
  }),
];
