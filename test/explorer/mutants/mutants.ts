import { of, type Mutant } from './mutant.ts';
import { mutantsOfInbox } from './mutants-of-inbox.ts';
import { mutantsOfAnswers } from './mutants-of-answers.ts';
import { mutantsOfReads } from './mutants-of-reads.ts';
import { mutantsOfSessions } from './mutants-of-sessions.ts';

const transition = of('ledger/transitions.ts');
const resend = of('ledger/resend-rules.ts');
const quarantine = of('ledger/quarantine.ts');
const judgement = of('ledger/judge.ts');
const ledger = of('ledger/execute-once.ts');
const store = of('ledger/table/store.ts');
const conclusion = of('recovery/conclude.ts');
const fingerprint = of('ledger/fingerprint.ts');

/** What a patch needs to delete a record; no shipped code can. */
const deletes = (id: string): string =>
  `client.send(new (require('@aws-sdk/client-dynamodb').DeleteItemCommand)({ Key: keyOf(${id}) }) as never)`;

/** A claim that fails because of an older one deletes that, if the older one is as `which` says. */
const failedClaimDeletes = (which: string): readonly [string, string] => [
  'return old === undefined',
  `if (old !== undefined && ${which}) await ${deletes("old['pk']?.S ?? ''")};
      return old === undefined`,
];

const update = 'return write(() => client.send(command));';

/* Numbers and words in brackets are the ways in which the usual middleware charges twice, and what explorers found. */
export const mutants: readonly Mutant[] = [
  store(
    'a refused duplicate deletes the claim of the first [1]',
    'two-at-once',
    failedClaimDeletes("old['st']?.S === 'PENDING'"),
  ),
  store(
    'another request under the key deletes the result [2]',
    'another-request',
    failedClaimDeletes("old['st']?.S !== 'PENDING'"),
  ),
  store('a result that cannot be written deletes the claim [3]', 'two-at-once', [
    update,
    `return write(async () => {
        try {
          return await client.send(command);
        } catch (error) {
          if (!(error instanceof ConditionalCheckFailedException)) await ${deletes('id')};
          throw error;
        }
      });`,
  ]),
  transition('every attempt has a key of its own at the provider [4]', 'two-at-once', [
    'providerKey: record.providerKey,',
    'providerKey: record.token,',
  ]),
  store('an unknown outcome deletes the claim [5]', 'two-at-once', [
    update,
    `if (conditional.set.leaseUntil === 0 && conditional.set.attempts === undefined) return write(() => ${deletes('id')});
      return write(() => client.send(command));`,
  ]),
  transition('a slow owner writes over the result [8]', 'no-key-but-a-list', [
    "onlyIf: { state: 'PENDING' },\n});",
    'onlyIf: {},\n});',
  ]),
  resend('an owner whose time is over still sends [9]', 'a-frozen-sandbox', [
    '  !isPast(attempt.leaseUntil, at) &&\n',
    '',
  ]),
  judgement('the own claim is taken for another’s [10]', 'two-at-once', [
    "if (old.token === by.token) return old.state === 'PENDING' ? 'mine' : 'completed';",
    '',
  ]),
  ledger('an unknown outcome is final [ambiguous answers]', 'two-at-once', [
    'return leaveOpen(ports, { attempt, write: releaseLease(attempt), error });\n    }\n  }',
    "return leaveOpen(ports, { attempt, write: fail(attempt, { result: { why: 'answer', status: 500 } }, ports.now()), error });\n    }\n  }",
  ]),
  resend('no age is too old [no 23 h check]', 'late-in-the-day', [
    '  !isPast(after(firstAt, withinMs), at);',
    '  at >= 0;',
  ]),
  resend('a key is used for as long as it is remembered', 'late-in-the-day', [
    'return keyLifeMs - maxEffectAfterClaimMs;',
    'return keyLifeMs;',
  ]),
  transition('a rejection is written without the token', 'forgotten-rejections', [
    "onlyIf: { state: 'PENDING', token: open.token },",
    "onlyIf: { state: 'PENDING' },",
  ]),
  resend('a rejection of any attempt is final', 'forgotten-rejections', [
    '  attempt.number === 1 ||\n  isPast(after(attempt.previousAt, maxEffectAfterClaimMs), attempt.claimedAt);',
    '  attempt.number > 0;',
  ]),
  resend('an hour counts from the claim, not from the end of its lease', 'at-the-end-of-a-lease', [
    'isPast(after(attempt.previousAt, maxEffectAfterClaimMs), attempt.claimedAt)',
    'isPast(after(attempt.previousAt, 3_600_000), attempt.claimedAt)',
  ]),
  transition('a takeover ignores who took over before', 'forgotten-rejections', [
    "onlyIf: { state: 'PENDING', token: seen.token },",
    "onlyIf: { state: 'PENDING' },",
  ]),
  transition(
    'a takeover does not move the time of the last attempt',
    'a-day-after-nothing-was-sent',
    ['    lastAt: by.at,\n    attempts: seen', '    attempts: seen'],
  ),
  transition('a takeover is not counted', 'forgotten-rejections', [
    'attempts: seen.attempts + 1,',
    'attempts: seen.attempts,',
  ]),
  transition('an attempt that was undone stays counted', 'two-at-once', [
    'attempts: attempt.number - 1,',
    'attempts: attempt.number,',
  ]),
  transition('what was undone is kept as executed', 'two-at-once', [
    'set: { attempts: attempt.number - 1, leaseUntil: noLease, lastAt: attempt.previousAt },',
    "set: { state: 'SUCCEEDED' },",
  ]),
  transition('an attempt is undone without its token', 'forgotten-rejections', [
    "lastAt: attempt.previousAt },\n  onlyIf: { state: 'PENDING', token: attempt.token },",
    "lastAt: attempt.previousAt },\n  onlyIf: { state: 'PENDING' },",
  ]),
  transition('an open record has a ttl', 'two-at-once', [
    '    attempts: 1,\n',
    '    attempts: 1,\n    expiresAtS: 1,\n',
  ]),
  transition('an open record is in no index', 'two-at-once', [
    '    shard: shardOf(request.id),\n',
    '',
  ]),
  transition('an open record is never due', 'two-at-once', [
    '    readAt: after(at, leaseMs),\n',
    '',
  ]),
  transition('a completed record is never reconciled', 'two-at-once', [
    '    completedShard: shardOf(open.id),\n',
    '',
  ]),
  transition('a completed record stays in the index of open ones', 'two-at-once', [
    "    outgoing: outgoingOf('operation.succeeded', { open, at, completion }),\n  },\n  remove: onlyWhileOpen,",
    "    outgoing: outgoingOf('operation.succeeded', { open, at, completion }),\n  },",
  ]),
  transition('a completed record is kept for ever', 'two-at-once', [
    '    expiresAtS: expiryS(at),\n',
    '',
  ]),
  judgement('a rejected record is sent again', 'two-at-once', [
    "if (old.state !== 'PENDING') return 'completed';",
    "if (old.state === 'SUCCEEDED') return 'completed';",
  ]),
  judgement('another account is sent the same key', 'another-account', [
    "if (!isUnsent(old) && old.account !== request.account) return 'other_account';",
    '',
  ]),
  judgement('another request gets the first one’s answer', 'another-request', [
    "if (hashes.fingerprint !== old.fingerprint) return 'other_request';",
    '',
  ]),
  store('a claim is put over an older one', 'two-at-once', [
    '            ConditionExpression: `attribute_not_exists(${tableKey.partition})`,\n',
    '',
  ]),
  ledger('a rejection is told that could not be written', 'forgotten-rejections', [
    "if (result.kind === 'lost') throw unknown('rejection_not_stored', result.cause);",
    "if (result.kind === 'lost') return fresh(outcome.answer);",
  ]),
  ledger('a claim that may not have been written is sent', 'late-in-the-day', [
    "    case 'lost':\n      throw notAttempted('claim_lost', result.cause);",
    "    case 'lost':\n      return attemptOf(record, request, record.firstAt);",
  ]),
  fingerprint('the path is not part of the fingerprint', 'another-path', [
    'fingerprint: keyedHash(key, [method, path, ',
    'fingerprint: keyedHash(key, [method, ',
  ]),
  quarantine('the quarantine ends an hour after the first attempt', 'readers-within-a-day', [
    'Math.max(after(firstAt, closableAfterMs), after(lastAt, maxEffectAfterClaimMs))',
    'after(firstAt, maxEffectAfterClaimMs)',
  ]),
  quarantine('the quarantine ignores the last attempt', 'a-day-after-nothing-was-sent', [
    'Math.max(after(firstAt, closableAfterMs), after(lastAt, maxEffectAfterClaimMs))',
    'after(firstAt, closableAfterMs)',
  ]),
  quarantine('a list is believed at once', 'lists-that-lag', [
    "return isPast(after(notFoundAt, listLagMs), at) ? 'second' : 'too_early';",
    "return at >= notFoundAt ? 'second' : 'too_early';",
  ]),
  quarantine('one read that finds nothing is enough', 'lists-that-lag', [
    "return 'first';",
    "return 'second';",
  ]),
  quarantine('a read counts that is older than the last attempt', 'lists-that-lag', [
    'notFoundAt === undefined || !isPast(quarantineEndsAt(record), notFoundAt)',
    'notFoundAt === undefined',
  ]),
  transition('it is closed without the token that was seen', 'a-day-after-nothing-was-sent', [
    "fail(record, { result: { why: 'not_executed', status: 409 } }, at);",
    "({ ...fail(record, { result: { why: 'not_executed', status: 409 } }, at), onlyIf: { state: 'PENDING' } });",
  ]),
  {
    ...conclusion('a list of another account is believed', 'another-account', [
      'if (account !== record.account) {',
      'if (account === "") {',
    ]),
    and: [
      {
        file: 'recovery/recover-provider.ts',
        from: 'return account === secret.account;',
        to: 'return true;',
      },
    ],
  },
  conclusion('a failed object wins over a live one', 'a-reader-among-rejections', [
    'observed.find(isLive) ?? observed[0]',
    'observed[0]',
  ]),
  conclusion('a failed object is final at once', 'a-reader-among-rejections', [
    'isPast(quarantineEndsAt(record), at) ? fail(',
    'at >= 0 ? fail(',
  ]),
  ...mutantsOfReads,
  ...mutantsOfSessions,
  ...mutantsOfAnswers,
  ...mutantsOfInbox,
];
