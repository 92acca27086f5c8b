import { mutantsOf, type Mutant } from '../mutant.ts';

/** The ledger and its store, as far as the explorer does not break them. */
export const ofLedger: readonly Mutant[] = [
  ...mutantsOf('ledger/judge.ts', 'functions/ledger/judge', {
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
    'the fingerprint is compared with that of the newest key': [
      'request.fingerprint(old.fingerprintVersion)',
      'request.fingerprint(request.fingerprintVersion)',
    ],
    'other bytes are sent again': [
      "if (request.sent !== old.sent) return 'written_otherwise';",
      '',
    ],
  }),
  ...mutantsOf('ledger/record.ts', 'functions/ledger/overtaken', {
    'an answer that names no object contradicts the record': ['(object === undefined || ', '('],
    'an answer that names an object contradicts a record without one': [
      'result?.object === undefined || ',
      '',
    ],
  }),
  ...mutantsOf('ledger/execute-once.ts', 'functions/ledger/previous-attempt', {
    'after a takeover the previous attempt is the first': [
      'return attemptOf({ ...old, ...write.set }, request, old.lastAt);',
      'return attemptOf({ ...old, ...write.set }, request, old.firstAt);',
    ],
    'after a takeover whose reply was lost the previous attempt is the first': [
      'seen?.lastAt ?? old.firstAt',
      'old.firstAt',
    ],
  }),
  ...mutantsOf('ledger/transitions.ts', 'functions/ledger/previous-attempt', {
    'an attempt that is given back sets the last time to the first': [
      'lastAt: attempt.previousAt }',
      'lastAt: attempt.firstAt }',
    ],
  }),
  ...mutantsOf('ledger/transitions.ts', 'functions/ledger/transitions', {
    'a takeover of what was never sent keeps the old account': [
      '? { account, sender:',
      '? { sender:',
    ],
    'a takeover of what was never sent keeps the old key': [
      'fingerprint(seen.fingerprintVersion)?.sender ?? seen.sender',
      'seen.sender',
    ],
    'a takeover changes the account of what was sent': [
      '...(isUnsent(seen)\n',
      '...(seen.attempts >= 0\n',
    ],
  }),
  ...mutantsOf('ledger/execute-once.ts', 'functions/ledger/stored-bytes', {
    'the own bytes are told instead of the stored ones': [
      'old.token === attempt.token ? fresh(answer, wasRead) : replay(old)',
      'fresh(answer, wasRead)',
    ],
  }),
  ...mutantsOf('ledger/completion.ts', 'functions/ledger/stored-bytes', {
    'a body is too large by its characters': ['Buffer.byteLength(body) >', 'body.length >'],
    'a body of exactly 64 kB is too large': ['> bodyBytesMax', '>= bodyBytesMax'],
  }),
  ...mutantsOf('ledger/table/store.ts', 'functions/ledger/store-calls', {
    'a record is read as it was a moment ago': ['ConsistentRead: true', 'ConsistentRead: false'],
    'an aborted write counts as written': [
      'reject(signal.reason as Error);',
      'resolve(undefined as Value);',
    ],
    'a call is made in time that is over': ['if (signal.aborted) stop();', ''],
  }),
  ...mutantsOf('ledger/table/items.ts', 'functions/ledger/outgoing', {
    'what went out goes out again with the next write': [
      "write.set.outgoing === undefined ? ['outgoing'] : []",
      '[]',
    ],
  }),
  ...mutantsOf('ledger/outgoing.ts', 'functions/ledger/outgoing', {
    'what was never sent is told to be unknown': ['!isUnsent(record) &&\n', 'true &&\n'],
    'it is told again and again that nobody knows': [
      'record.unknownAt === undefined &&',
      'true &&',
    ],
    'it is told at once that nobody knows': ['15 * minuteMs', '0 * minuteMs'],
    'an end is not newer than that nobody knows it': ['isEnd ? 2 : 1', '1'],
    'the payment that only the path names is not told': [
      'completion?.resource ?? resource',
      'completion?.resource',
    ],
  }),
  ...mutantsOf('ledger/table/items.ts', 'functions/ledger/store', {
    'records of a newer version are read': [
      'record.version === recordVersion &&',
      'Number(record.version) >= recordVersion &&',
    ],
    'records of an older version are read': [
      'record.version === recordVersion &&',
      'Number(record.version) <= recordVersion &&',
    ],
    'records in an unknown state are read': ['    states.includes(record.state) &&\n', ''],
    'records without the check of their key are read': [
      "'keyCheck', 'sender', 'account',",
      "'sender', 'account',",
    ],
    'records without their sender are read': [
      "'keyCheck', 'sender', 'account',",
      "'keyCheck', 'account',",
    ],
  }),
  ...mutantsOf('ledger/table/indexes.ts', 'contract/embedded', {
    'an operation is due a moment too late': ["'#sort <= :at'", "'#sort < :at'"],
    'any number of operations is due': ['Limit: most,', ''],
    'what was completed at the end of a stretch is in it': [
      "':to': expiryS(to) - 1",
      "':to': expiryS(to)",
    ],
    'operations of every kind are on a payment': [
      '.filter((item) => operationOf(item) === operation)',
      '',
    ],
    'open operations are counted in one shard': [
      'openShards.map((shard) => all(queryOf(',
      'openShards.slice(0, 1).map((shard) => all(queryOf(',
    ],
  }),
  ...mutantsOf('ledger/table/indexes.ts', 'functions/ledger/due', {
    'the newest that is due comes last': ['ScanIndexForward: !newestFirst,', ''],
    'what is due begins anew each time': [
      '...(after && { ExclusiveStartKey: openKey(shard, after) }),',
      '',
    ],
  }),
];
