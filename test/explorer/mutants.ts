import type { Patch } from './bundle.ts';

/** A change of the shipped code that must be noticed: one patch, and the world in which it shows. */
export type Mutant = Patch & { readonly name: string; readonly world: string };

const of =
  (file: string) =>
  (name: string, world: string, [from, to]: readonly [from: string, to: string]): Mutant => ({
    file,
    name,
    world,
    from,
    to,
  });
const transition = of('ledger/transitions.ts');
const ledger = of('ledger/execute-once.ts');
const table = of('ledger/store.ts');
const reading = of('recovery/conclude.ts');
const fingerprint = of('ledger/fingerprint.ts');

/** What a patch needs to delete a record; no shipped code can. */
const deletes = (id: string): string =>
  `client.send(new (require('@aws-sdk/client-dynamodb').DeleteItemCommand)({ Key: keyOf(${id}) }) as never)`;

/** A claim that is refused because of an older one deletes that, if the older one is as `which` says. */
const refusedClaimDeletes = (which: string): readonly [string, string] => [
  'return old === undefined',
  `if (old !== undefined && ${which}) await ${deletes("old['pk']?.S ?? ''")};
      return old === undefined`,
];

const update = 'return attempt(() => client.send(command));';

/* Numbers and words in brackets are the ways in which the usual middleware charges twice, and what explorers found. */
export const mutants: readonly Mutant[] = [
  table(
    'a refused duplicate deletes the claim of the first [1]',
    'two-at-once',
    refusedClaimDeletes("old['st']?.S === 'PENDING'"),
  ),
  table(
    'another request under the key deletes the result [2]',
    'another-request',
    refusedClaimDeletes("old['st']?.S !== 'PENDING'"),
  ),
  table('a result that cannot be written deletes the claim [3]', 'two-at-once', [
    update,
    `return attempt(async () => {
        try {
          return await client.send(command);
        } catch (error) {
          if (!(error instanceof ConditionalCheckFailedException)) await ${deletes('id')};
          throw error;
        }
      });`,
  ]),
  transition('every attempt has a key of its own at the provider [4]', 'two-at-once', [
    'providerKey: entry.providerKey,',
    'providerKey: entry.token,',
  ]),
  table('an unknown outcome deletes the claim [5]', 'two-at-once', [
    update,
    `if (write.set.leaseUntil === 0 && write.set.attempts === undefined) return attempt(() => ${deletes('id')});
      return attempt(() => client.send(command));`,
  ]),
  transition('a slow owner writes over the result [8]', 'no-key-but-a-list', [
    "onlyIf: { state: 'PENDING' },\n});",
    'onlyIf: {},\n});',
  ]),
  transition('an owner whose time is over still sends [9]', 'a-frozen-sandbox', [
    '  !isPast(attempt.leaseUntil, at) &&\n',
    '',
  ]),
  transition('the own claim is taken for another’s [10]', 'two-at-once', [
    "if (old.token === by.token) return old.state === 'PENDING' ? 'mine' : 'settled';",
    '',
  ]),
  ledger('an unknown outcome is final [ambiguous answers]', 'two-at-once', [
    'return leaveOpen(ports, { attempt, write: release(attempt), refusal });\n    }\n  }',
    "return leaveOpen(ports, { attempt, write: fail(attempt, { result: { why: 'answer', status: 500 } }, ports.now()), refusal });\n    }\n  }",
  ]),
  transition('no age is too old [no 23 h check]', 'late-in-the-day', [
    '  !isPast(sendableUntil(firstAt, again), at);',
    '  at >= 0;',
  ]),
  transition('a key is used for as long as it is remembered', 'late-in-the-day', [
    "'provider-key': providerKeyLifeMs - flightMs - leaseMs,",
    "'provider-key': providerKeyLifeMs,",
  ]),
  transition('a no is written without the token', 'forgotten-refusals', [
    "onlyIf: { state: 'PENDING', token: open.token },",
    "onlyIf: { state: 'PENDING' },",
  ]),
  transition('a no of any attempt is final', 'forgotten-refusals', [
    '  attempt.number === 1 || isPast(after(attempt.previousAt, landedMs), attempt.claimedAt);',
    '  attempt.number > 0;',
  ]),
  transition(
    'an hour counts from the claim, not from the end of its lease',
    'at-the-end-of-a-lease',
    [
      'attempt.number === 1 || isPast(after(attempt.previousAt, landedMs)',
      'attempt.number === 1 || isPast(after(attempt.previousAt, flightMs)',
    ],
  ),
  transition('a takeover ignores who took over before', 'forgotten-refusals', [
    "onlyIf: { state: 'PENDING', token: seen.token },",
    "onlyIf: { state: 'PENDING' },",
  ]),
  transition(
    'a takeover does not move the time of the last attempt',
    'a-day-after-nothing-was-sent',
    ['    lastAt: by.at,\n    attempts: seen', '    attempts: seen'],
  ),
  transition('a takeover is not counted', 'forgotten-refusals', [
    'attempts: seen.attempts + 1,',
    'attempts: seen.attempts,',
  ]),
  transition('an attempt that was given back stays counted', 'two-at-once', [
    'attempts: attempt.number - 1,',
    'attempts: attempt.number,',
  ]),
  transition('what was given back is kept as executed', 'two-at-once', [
    'set: { attempts: attempt.number - 1, leaseUntil: noLease, lastAt: attempt.previousAt },',
    "set: { state: 'SUCCEEDED' },",
  ]),
  transition('an attempt is given back without its token', 'forgotten-refusals', [
    "lastAt: attempt.previousAt },\n  onlyIf: { state: 'PENDING', token: attempt.token },",
    "lastAt: attempt.previousAt },\n  onlyIf: { state: 'PENDING' },",
  ]),
  transition('an open record has a ttl', 'two-at-once', [
    '    attempts: 1,\n',
    '    attempts: 1,\n    expiresAtS: 1,\n',
  ]),
  transition('an open record is in no index', 'two-at-once', [
    '    shard: shardOf(asked.id),\n',
    '',
  ]),
  transition('an open record is never due', 'two-at-once', [
    '    readAt: after(at, leaseMs),\n',
    '',
  ]),
  transition('a settled record is never audited', 'two-at-once', [
    '    settledShard: shardOf(open.id),\n',
    '',
  ]),
  transition('a settled record stays in the index', 'two-at-once', [
    "    event: { type: 'operation.succeeded', ...eventOf(open, ending, at) },\n  },\n  remove: ofOpenOnes,",
    "    event: { type: 'operation.succeeded', ...eventOf(open, ending, at) },\n  },",
  ]),
  transition('a settled record is kept for ever', 'two-at-once', [
    '    expiresAtS: expiryS(at),\n',
    '',
  ]),
  transition('a refused record is sent again', 'two-at-once', [
    "if (old.state !== 'PENDING') return 'settled';",
    "if (old.state === 'SUCCEEDED') return 'settled';",
  ]),
  transition('another account is sent the same key', 'another-account', [
    "if (!isUnsent(old) && old.account !== asked.account) return 'other_account';",
    '',
  ]),
  transition('another request gets the first one’s answer', 'another-request', [
    "if (hashes.fingerprint !== old.fingerprint) return 'other_request';",
    '',
  ]),
  table('a claim is put over an older one', 'two-at-once', [
    "            ConditionExpression: 'attribute_not_exists(pk)',\n",
    '',
  ]),
  ledger('a refusal is told that could not be written', 'forgotten-refusals', [
    "if (written.kind === 'lost') throw unknown('refusal_not_stored', written.cause);",
    "if (written.kind === 'lost') return fresh(answer);",
  ]),
  ledger('a claim that may not have been written is sent', 'late-in-the-day', [
    "    case 'lost':\n      throw notAttempted('claim_lost', written.cause);",
    "    case 'lost':\n      return attemptOf(entry, asked.again, entry.firstAt);",
  ]),
  fingerprint('the path is not part of the fingerprint', 'another-path', [
    'fingerprint: keyedHash(key, [method, path, ',
    'fingerprint: keyedHash(key, [method, ',
  ]),
  transition('the quarantine ends an hour after the first attempt', 'readers-within-a-day', [
    'Math.max(after(firstAt, closingMs), after(lastAt, landedMs))',
    'after(firstAt, landedMs)',
  ]),
  transition('the quarantine ignores the last attempt', 'a-day-after-nothing-was-sent', [
    'Math.max(after(firstAt, closingMs), after(lastAt, landedMs))',
    'after(firstAt, closingMs)',
  ]),
  transition('a list is believed at once', 'lists-that-lag', [
    "return isPast(after(missedAt, listLagMs), at) ? 'second' : 'too_early';",
    "return at >= missedAt ? 'second' : 'too_early';",
  ]),
  transition('a first miss is enough', 'lists-that-lag', ["return 'first';", "return 'second';"]),
  transition('a miss counts that is older than the last attempt', 'lists-that-lag', [
    'missedAt === undefined || !isPast(quietFrom(entry), missedAt)',
    'missedAt === undefined',
  ]),
  transition('it is closed without the token that was seen', 'a-day-after-nothing-was-sent', [
    "fail(entry, { result: { why: 'not_executed', status: 409 } }, at);",
    "({ ...fail(entry, { result: { why: 'not_executed', status: 409 } }, at), onlyIf: { state: 'PENDING' } });",
  ]),
  reading('a list of another account is believed', 'another-account', [
    'if (look.account !== entry.account) {',
    'if (look.account === "") {',
  ]),
  reading('a failed object wins over a live one', 'a-reader-among-refusals', [
    'sights.find((each) => !hasFailed(each)) ?? sights[0]',
    'sights[0]',
  ]),
  reading('a failed object is final at once', 'a-reader-among-refusals', [
    'isPast(quietFrom(entry), at) ? fail(',
    'at >= 0 ? fail(',
  ]),
];
