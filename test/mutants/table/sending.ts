import { mutantsOf, type Mutant } from '../mutant.ts';

/** What is asked just before a request is sent, and by which connection and key it goes. */
export const ofSending: readonly Mutant[] = [
  ...mutantsOf('http/prepare-mutation.ts', 'functions/http/older-key', {
    'the fingerprint is made with the newest key only': [
      'ledgerSecret.key(version)',
      'ledgerSecret.key(Math.max(version, ledgerSecret.version))',
    ],
  }),
  ...mutantsOf('http/with-ledger-secret.ts', 'functions/http/with-ledger-secret', {
    'a process that lacks a newer fingerprint key refuses what it cannot read': [
      'isKeyMissing(error) ? await secret.refetch() : undefined',
      'undefined',
    ],
  }),
  ...mutantsOf('http/send-attempt.ts', 'functions/http/slow-claim', {
    'nobody asks for the time that is left': ["deadline.hasTime() ? true : 'no_time_left'", 'true'],
  }),
  ...mutantsOf('http/send-attempt.ts', 'functions/http/send-attempt', {
    'a second attempt does not search first': [
      '(await searchFirst(access, prepared, { attempt, context })) ??',
      '',
    ],
    'a first attempt searches, too': ['if (attempt.number === 1) return undefined;', ''],
    'a list is believed at once that shows nothing': [
      'found !== undefined || absenceIsConclusive(attempt)',
      'found !== undefined || attempt.number > 0',
    ],
    'a later attempt is sent under whatever key': ['isSentAgain: attempt.number > 1,', ''],
    'an answer may tell of what is older': [
      'since: earliestOf(attempt),',
      'since: 0 as Attempt["firstAt"],',
    ],
    'an answer about another amount is believed': [
      'contradicts(outcome.object, { ...expected, reference: id })',
      'contradicts(outcome.object, { reference: id })',
    ],
    'a first deletion of what is not there is a success': [
      "outcome.kind === 'rejected' && attempt.number > 1",
      "outcome.kind === 'rejected'",
    ],
    'a later deletion of what is gone is rejected': [
      "outcome.kind === 'rejected' && attempt.number > 1",
      "outcome.kind === 'rejected' && attempt.number < 1",
    ],
  }),
  ...mutantsOf('http/deadline.ts', 'functions/http/deadline', {
    'a claim may take all of the provider’s time': ['>= providerMsMin - claimMs', '>= 0'],
    'a claim may take no time': ['>= providerMsMin - claimMs', '>= providerMsMin'],
  }),
  ...mutantsOf(
    'providers/client/retry-after-401.ts',
    'functions/providers/client/retry-after-401',
    {
      'another key sends again after a 401': [
        'if (call.isSentAgain === true && keyAt(secret) !== keyAt(call.secret)) {',
        "if (keyAt(secret) === '') {",
      ],
      'another account is sent the request after a 401': [
        'if (secret.account !== call.secret.account) {',
        "if (secret.account === '') {",
      ],
      'every answer is asked for once more': [
        "if (first.kind !== 'not_attempted' || first.why !== 'unauthorized') return first;",
        "if (first.kind === 'done') return first;",
      ],
    },
  ),
  ...mutantsOf('providers/client/connections.ts', 'functions/providers/client/send-secure', {
    'TLS sessions are kept by port only': ['`${host}:${port}`', '`:${port}`'],
  }),
  ...mutantsOf('providers/client/send.ts', 'functions/providers/client/send-too-late', {
    'the lease is not asked for when the connection is open': [
      'const may = course.mayWrite();',
      'const may = true as ReturnType<MayWrite>;',
    ],
  }),
];
