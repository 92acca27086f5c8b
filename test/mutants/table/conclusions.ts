import { equivalent, mutantsOf, type Mutant } from '../mutant.ts';

/** What is concluded from a lookup, and how recovery goes about it. */
export const ofConclusions: readonly Mutant[] = [
  ...mutantsOf('recovery/attribution.ts', 'functions/recovery/attribution', {
    'the others are listed before the state was seen a minute': [
      'isPast(after(observedAt, indexLagMs), listedAt)',
      'isPast(observedAt, listedAt)',
    ],
    'another that is open cannot have caused a state': [
      "other.state !== 'FAILED'",
      "other.state === 'SUCCEEDED'",
    ],
    'a state that was never recorded is attributed': [
      'observedAt !== undefined &&\n  isPast(after(observedAt, indexLagMs), listedAt) &&',
      '',
    ],
    'an operation of another kind keeps a state from its cause': [
      'other.operation === operation && ',
      '',
    ],
  }),
  ...mutantsOf('recovery/conclude.ts', 'functions/recovery/conclude', {
    'another payment’s object is not compared': [
      '(record.resource !== undefined && resource !== record.resource) ||',
      '',
    ],
    'another reference or amount is not compared': [
      'contradicts(seen.object, { reference: record.id, ...record.requested })',
      'false',
    ],
    'two were found and the first is the result': [
      'if (observed.filter(isLive).length > 1)',
      'if (observed.filter(isLive).length > 2)',
    ],
    'a miss is dated at its end': [
      'seen === undefined ? notFound(record, at)',
      'seen === undefined ? notFound(record, ports.now())',
    ],
    'a state is dated at the begin of its lookup': [
      'recordObserved(record, lookup.endedAt)',
      'recordObserved(record, lookup.at)',
    ],
    'a lookup in another account is believed': [
      'if (account !== record.account) {',
      "if (account === '') {",
    ],
    'a failure in a list that was read in part is an end': ["if (isPartial) return 'open';", ''],
    'what could be the operation’s doing is no obstacle': [
      "if (couldBe.length > 0) return 'open';",
      '',
    ],
    'a state is at once the operation’s own': [
      "operation.lookup !== 'status' || ",
      "operation.lookup !== 'gone' || ",
    ],
    'others that nobody knows are none': [
      'lookup.others !== undefined && noOtherCause',
      'lookup.others === undefined || noOtherCause',
    ],
    'what came to nothing is final at once': [
      'isPast(quarantineEndsAt(record), at) ? fail(',
      'at >= 0 ? fail(',
    ],
    'what came to nothing wins over what lives': [
      'observed.find(isLive) ?? observed[0]',
      'observed[0]',
    ],
    'what was never sent is closed at once': [
      'return isPast(quarantineEndsAt(record), at)\n    ? write(',
      'return at >= 0\n    ? write(',
    ],
    'another object on record is no contradiction': [
      'object === undefined || succeededWith(old, object)',
      'true',
    ],
    'a read is told as if it were the answer': [
      'wasRead: true }, operation)',
      'wasRead: undefined }, operation)',
    ],
    'a lookup that did not say found nothing': [
      "if (lookup === undefined) return 'open';",
      'lookup ??= { at: ports.now(), account: record.account, observed: [] };',
    ],
  }),
  ...mutantsOf('ledger/transitions.ts', 'functions/recovery/conclude', {
    'a miss is recorded without the token': [
      "set: { notFoundAt: at },\n  onlyIf: { state: 'PENDING', token },",
      "set: { notFoundAt: at },\n  onlyIf: { state: 'PENDING' },",
    ],
    'a state is recorded without the token': [
      "set: { observedAt: at },\n  onlyIf: { state: 'PENDING', token },",
      "set: { observedAt: at },\n  onlyIf: { state: 'PENDING' },",
    ],
  }),
  ...mutantsOf('recovery/recover-provider.ts', 'functions/recovery/recover-provider', {
    'others that cannot be read are skipped': [
      "stored.record === 'unreadable') return undefined;",
      "stored.record === 'unreadable') continue;",
    ],
    'the others count from the end of their listing': [
      'return { listedAt, records };',
      'return { listedAt: now(), records };',
    ],
    'another account is looked into': ['return account === secret.account;', 'return true;'],
    'a provider without a key is asked': [' && isFilled && ', ' && '],
    'the provider is asked what became of what was never sent': ['record.attempts > 0 && ', ''],
    'one failure of a list puts off all who wait for it': [
      'if (lookup === undefined && hasFailed && !reads.isTrial) return;',
      '',
    ],
    'what the provider did not answer for is put off': [
      '(isUnanswered && keepsPlace(open))',
      'false',
    ],
    'one failure in a walk is forgotten by the answers that follow': [
      'reads.unanswered() > before',
      'reads.unanswered() > 1',
    ],
    'a walk through a day is cut in each run, before others': [
      'until.aborted && !makesWay(open)',
      'until.aborted',
    ],
    'what the time did not suffice for is put off': ['until.aborted && !makesWay(open)', 'false'],
    'a walk makes way before an absence counts': [
      'isPast(quarantineEndsAt(record), context.now());',
      'true;',
    ],
    'a payment makes way for others': ['contract.search !== undefined &&\n    isPast', 'isPast'],
    'a run writes on after its end': ['writesUntil.aborted || ', ''],
    'what was read is lost when reads end': [
      'const { writesUntil = context.until } = context;',
      'const writesUntil = context.until;',
    ],
    'a lookup counts that began before the record was read': [
      'conclude({ ...context, reportFinding }, open, lookup)',
      'conclude({ ...context, reportFinding }, { ...open, record: ((await context.store.get(open.record.id)) as never as { record: OperationRecord }).record }, lookup)',
    ],
  }),
  ...mutantsOf('recovery/recover.ts', 'functions/recovery/recover', {
    'what cannot be read stands before the rest': [
      "return putAside(context, each, 'unreadable');",
      'return;',
    ],
    'what has no row stands before the rest': [
      "return putAside(context, each, 'unknown_operation');",
      'return;',
    ],
    'a provider that is not served any more ends every run': [
      ' || !context.providers.has(open.provider.name)',
      '',
    ],
    'what a lagging index names is taken for open': ["if (record.state !== 'PENDING') return;", ''],
    'a person is told too early': ['isPast(quarantineEndsAt(record), now())) {', 'now() > 0) {'],
    'a person is never told of what stays open': [
      'isPast(quarantineEndsAt(record), now())) {',
      'now() < 0) {',
    ],
    'the second read comes as late as any': [
      "conclusion === 'not_found' || conclusion === 'observed' || conclusion === 'unanswered'\n    ? conclusion\n    : 'none'",
      "'none'",
    ],
    'other systems are not told that nobody knows': [
      'if (isLongUnknown(record, at)) await',
      'if (at < 0) await',
    ],
    'an open operation is read every minute': [
      'await store.update(record.id, postponeRead(record, { seen, at, progress }));',
      'await Promise.resolve([store, seen, progress, postponeRead]);',
    ],
  }),
  ...mutantsOf('recovery/due-slices.ts', 'functions/recovery/due-slices', {
    'a fresh operation waits behind a backlog': ['newestFirst: true', 'newestFirst: false'],
    'those that were read before wait for all others': [
      'for (const queue of queues) {',
      'for (const queue of queues.slice(0, 1)) {',
    ],
    'the newest wait for many others': ['Math.min(newestMost, most())', 'most()'],
    'a slice is the last': ['due.length === size', 'false'],
    'a slice is given again and again, twice': [
      'after: due.at(-1) }));',
      'after: due.length > 1 ? due.at(-2) : due.at(-1) }));',
    ],
  }),
  ...mutantsOf('recovery/reads.ts', 'functions/recovery/reads', {
    'a provider that is down is asked for ever': [
      'if (isDown() && (!isTrial || wasAnswered)) down.abort();',
      '',
    ],
    'a provider that is down is not noticed': [
      'const isDown = (): boolean => known.failures >= failuresMost;',
      'const isDown = (): boolean => known.failures < 0;',
    ],
    'a no is no answer': [
      "case 'rejected':\n      return false;",
      "case 'rejected':\n      return true;",
    ],
    'what is not understood is no answer': [
      "outcome.why === 'no_answer' ||",
      'outcome.why.length > 0 ||',
    ],
    'all are asked of a provider that is down': ['isTrial ? trialsLeft : 0', 'operations.length'],
    'a provider that throttles is read as before': [
      'Math.max(known.perSecond / 2, 1)',
      'known.perSecond',
    ],
    'each read that is throttled halves the rate': ['if (!isPast(slowerFrom, at)) return;', ''],
    'what is in no hurry is read as fast as all': [
      'known.perSecond = Math.min(known.perSecond, most);',
      '',
    ],
    'reads never become more again': ['known.perSecond += 0.1', 'known.perSecond += 0'],
    'reads come all at once': ['at + secondMs / known.perSecond', 'at'],
  }),
  ...mutantsOf('ledger/lookup-schedule.ts', 'functions/ledger/quarantine', {
    'what was read stays among what was not': [
      'reads: reads + 1, shard: readAgainShardOf(record.id) }',
      'reads: reads + 1 }',
    ],
    'a read is put off beyond the quarantine': ['Math.min(next, ...ahead)', 'next'],
    'a read is put off for ever longer': [
      'Math.min(2 ** reads * minuteMs, intervalMaxMs)',
      '2 ** reads * minuteMs',
    ],
  }),
  ...mutantsOf('ledger/quarantine.ts', 'functions/recovery/conclude', {
    'one read that finds nothing is enough': ["return 'first';", "return 'second';"],
    'a list is believed the second time at once': [
      "isPast(after(notFoundAt, listLagMs), at) ? 'second' : 'too_early'",
      "at >= notFoundAt ? 'second' : 'too_early'",
    ],
  }),
  equivalent('recovery/recover-provider.ts', {
    name: 'on a payment that a record does not name there is nobody else',
    change: [
      'if (resource === undefined) return undefined;',
      'if (resource === undefined) return { listedAt: now(), records: [] };',
    ],
    why: 'whatever is recognised by a state names its payment in its path, and so in its record',
  }),
];
