import { of, type Mutant } from './mutant.ts';

const walk = of('recovery/lookup/walk-list.ts');
const order = of('recovery/lookup/list-order.ts');
const lists = of('recovery/lookup/look-up-in-lists.ts');
const windows = of('recovery/lookup/windows.ts');
const object = of('recovery/lookup/read-object.ts');
const attribution = of('recovery/attribution.ts');
const recovery = of('recovery/recover-provider.ts');
const sending = of('http/send-attempt.ts');
const transition = of('ledger/transitions.ts');
const ledger = of('ledger/execute-once.ts');
const judgement = of('ledger/judge.ts');
const store = of('ledger/table/store.ts');
const conclusion = of('recovery/conclude.ts');
const lookups = of('providers/komoju/lookups.ts');
const refunds = of('providers/komoju/refunds.ts');

/** What must be noticed of reads at the provider and at the table, and of what is sent after one. */
export const mutantsOfReads: readonly Mutant[] = [
  walk('doubled items are counted', 'misread-pages', [
    'of page.items) seen.add(object.id);',
    'of page.items) seen.add(object as never);',
  ]),
  walk('the total of the last page is taken', 'misread-pages', [
    'seen.size < first.total ?',
    'seen.size < page.total ?',
  ]),
  walk('a list is whole at its last page, whatever its total', 'misread-pages', [
    'seen.size < first.total ? notRead : undefined',
    'undefined',
  ]),
  walk('the first page of an old list is not read once more', 'misread-link-in-an-old-list', [
    'return isTop({ access, list, walk }, past.top());',
    'return undefined;',
  ]),
  walk('pages of an old list need not meet', 'misread-link-behind-newer-ones', [
    'items[0]?.object.id === last;',
    'true;',
  ]),
  order(
    'a list that begins with the oldest is read no further',
    'runs-over-an-old-list-oldest-first',
    ['hasFallen && !hasRisen &&', ''],
  ),
  windows('a first look nearby proves an absence', 'runs-of-recovery', [
    'if (isPast(quarantineEndsAt(record), at)) return whole;',
    'if (isPast(quarantineEndsAt(record), at)) return { from: whole.to, to: whole.to };',
  ]),
  lists('found in the list but not to be read is not found', 'misread-found', [
    "    if (outcome.kind !== 'done') {",
    "    if (outcome.kind !== 'done') continue;\n    if (outcome.kind !== 'done') {",
  ]),
  lists('a list that was not read whole shows nothing', 'misread-found', [
    'const isPartial = walked.gap !== undefined;',
    'const isPartial = false;',
  ]),
  windows('a window allows no other clock', 'a-clock-behind', [
    'wholeSecond(after(firstAt, -skewMs))',
    'wholeSecond(firstAt)',
  ]),
  windows('a window ends before what comes late', 'a-day-after-nothing-was-sent', [
    'wholeSecond(after(quarantineEndsAt(record), skewMs))',
    'wholeSecond(after(record.firstAt, skewMs))',
  ]),
  object('a 404 without a listed code is gone', 'misread-delete', [
    "    case 'unknown':\n",
    "    case 'unknown':\n      if (outcome.answer?.status === 404) return { kind: 'found', object: undefined, answer: outcome.answer };\n",
  ]),
  object('an answer without the object is gone', 'misread-delete', [
    "    case 'unknown':\n",
    "    case 'unknown':\n      if (outcome.why === 'garbled') return { kind: 'found', object: undefined, answer: { status: 404, body: '' } };\n",
  ]),
  attribution('who else is on a payment is listed at once', 'two-captures', [
    'isPast(after(observedAt, indexLagMs), listedAt) &&',
    '',
  ]),
  attribution('nobody else is on a payment', 'two-captures', [
    "other.id !== id && other.operation === operation && other.state !== 'FAILED'",
    'other.id === ""',
  ]),
  recovery('who else is on a payment and cannot be read is skipped', 'two-captures', [
    "if (stored.kind !== 'held' || stored.record === 'unreadable') return undefined;",
    "if (stored.kind !== 'held' || stored.record === 'unreadable') continue;",
  ]),
  sending('what waited is sent without another look at the clock', 'a-frozen-sandbox', [
    "if (!maySend(attempt, now())) return 'lease_over';",
    '',
  ]),
  sending('the provider is not told the key', 'two-at-once', [
    'if (idempotency === undefined ||',
    'if (idempotency !== undefined ||',
  ]),
  sending('nothing is searched before it is sent again', 'no-key-but-a-list', [
    'if (attempt.number === 1) return undefined;',
    'if (attempt.number > 0) return undefined;',
  ]),
  transition('an attempt given back sets the last time to the first', 'given-back-in-between', [
    'lastAt: attempt.previousAt },',
    'lastAt: attempt.firstAt },',
  ]),
  transition('an unsent takeover keeps the old account', 'another-account', [
    '? { account, sender:',
    '? { sender:',
  ]),
  ledger('before a takeover there was only the first attempt', 'given-back-in-between', [
    'return attemptOf({ ...old, ...write.set }, request, old.lastAt);',
    'return attemptOf({ ...old, ...write.set }, request, old.firstAt);',
  ]),
  judgement('the fingerprint is made with the newest key only', 'a-newer-fingerprint-key', [
    'request.fingerprint(old.fingerprintVersion)',
    'request.fingerprint(request.fingerprintVersion)',
  ]),
  store('a write that was not answered counts as written', 'two-at-once', [
    "old === undefined ? { kind: 'lost', cause }",
    "old === undefined ? { kind: 'written' }",
  ]),
  judgement('what one secret key sent is sent again by another', 'another-secret-key', [
    "if (request.sender !== old.sender) return 'other_sender';",
    '',
  ]),
  refunds('a payment that does not show its refunds has none', 'misread-refund', [
    'refunds: z.array(Refund),',
    'refunds: z.catch(z.array(Refund), []),',
  ]),
  lookups('a capture that is not understood was not made', 'misread-capture', [
    "Captured.safeParse(found);\n  if (data === undefined) return { kind: 'unclear', why: memberOf(error) };",
    'Captured.safeParse(found);\n  if (data === undefined) return error && nothing;',
  ]),
  lookups('what does not show its metadata is nobody’s', 'misread-create', [
    'z.looseObject({ created_at: Moment, metadata: ShownMetadata })',
    'z.looseObject({ created_at: Moment, metadata: z.optional(ShownMetadata) })',
  ]),
  conclusion('what could be the operation’s is not', 'misread-refund', [
    "if (couldBe.length > 0) return 'open';",
    '',
  ]),
  conclusion('what a read shows is dated at its begin', 'two-captures', [
    'recordObserved(record, lookup.endedAt)',
    'recordObserved(record, lookup.at)',
  ]),
];
