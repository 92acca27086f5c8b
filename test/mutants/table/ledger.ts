import { mutantsOf, type Mutant } from '../mutant.ts';

/** The ledger, as far as the explorer does not break it. */
export const ofLedger: readonly Mutant[] = [
  ...mutantsOf('ledger/judge.ts', 'ledger/judge', {
    'nobody waits after a rejection': [
      "if (old.waitUntil !== undefined && !isPast(old.waitUntil, at)) return 'waiting';",
      '',
    ],
    'another key of the provider sends again': [
      "if (request.sender !== old.sender) return 'other_sender';",
      '',
    ],
    'a fingerprint key that was replaced is not noticed': [
      "if (hashes?.keyCheck !== old.keyCheck) return 'key_unreadable';",
      "if (hashes === undefined) return 'key_unreadable';",
    ],
    'the fingerprint is made with the newest key only': [
      'request.fingerprint(old.fingerprintVersion)',
      'request.fingerprint(request.fingerprintVersion)',
    ],
    'other bytes are sent again': ["if (request.sent !== old.sent) return 'too_late';", ''],
  }),
  ...mutantsOf('providers/client/retry-after-401.ts', 'providers/client/retry-after-401', {
    'another key sends again after a 401': [
      'if (call.isSentAgain === true && ',
      'if (call.isSentAgain === undefined && ',
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
];
