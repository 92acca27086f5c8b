import { mutantsOf, type Mutant } from '../mutant.ts';

/** What is asked just before a request is sent, and by which connection and key it goes. */
export const ofSending: readonly Mutant[] = [
  ...mutantsOf('http/prepare-mutation.ts', 'http/older-key', {
    'the fingerprint is made with the newest key only': [
      'ledgerSecret.key(version)',
      'ledgerSecret.key(Math.max(version, ledgerSecret.version))',
    ],
  }),
  ...mutantsOf('http/send-attempt.ts', 'http/slow-claim', {
    'nobody asks for the time that is left': ["deadline.hasTime() ? true : 'no_time_left'", 'true'],
  }),
  ...mutantsOf('http/deadline.ts', 'http/deadline', {
    'a claim may take all of the provider’s time': ['>= providerMsMin - claimMs', '>= 0'],
    'a claim may take no time': ['>= providerMsMin - claimMs', '>= providerMsMin'],
  }),
  ...mutantsOf('providers/client/retry-after-401.ts', 'providers/client/retry-after-401', {
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
  }),
  ...mutantsOf('providers/client/connections.ts', 'providers/client/send-secure', {
    'TLS sessions are kept by port only': ['`${host}:${port}`', '`:${port}`'],
  }),
  ...mutantsOf('providers/client/send.ts', 'providers/client/send-too-late', {
    'the lease is not asked for when the connection is open': [
      'const may = course.mayWrite();',
      'const may = true as ReturnType<MayWrite>;',
    ],
  }),
];
