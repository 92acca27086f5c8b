import type { Again } from '../operations.ts';
import {
  after,
  dayMs,
  hourMs,
  isPast,
  minuteMs,
  secondMs,
  type EpochMs,
} from '../platform/clock.ts';
import {
  entryVersion,
  type Entry,
  type LedgerEvent,
  type Result,
  type SettledBy,
  type Wanted,
  type Write,
} from './record.ts';

/**
 * Every state of an operation and every step between them, as pure functions: what is written, and on what condition.
 *
 *     claim ──▶ PENDING n=1 ──yes──────────────────────▶ SUCCEEDED   (any attempt: a positive fact is welcome)
 *                 │   ▲   │
 *                 │   │   ├──no, from the only attempt──▶ FAILED      (or one claimed an hour after the last)
 *       take over │   │   ├──no, from another───────────▶ PENDING     lease released
 *        n = n+1  └───┘   ├──surely nothing sent────────▶ PENDING     given back, n = n-1
 *                         └──nobody knows───────────────▶ PENDING     lease released
 *
 *     PENDING ──found by a read──────────────────────────▶ SUCCEEDED   (at any time)
 *        │ ├────found failed, nothing under way any more──▶ FAILED      (unless taken over since)
 *        │ └────missed twice, nothing under way any more──▶ FAILED      not_executed (unless taken over since)
 *
 * Terminal is written once. Nothing is ever deleted.
 */

/**
 * THE ASSUMPTION about the providers' networks: no request takes effect later than this after it was sent. With a
 * longer flight no protocol on these facts is safe; every rule that has an hour in it comes from here.
 */
export const flightMs = hourMs;

/** Lambda's 27 s and three for a slow clock: while it lasts, the owner may still be about to send. */
export const leaseMs = 30 * secondMs;

/** After this a request has landed or never will: it is sent while the lease of its claim lasts, and then flies. */
export const landedMs = flightMs + leaseMs;

/** How much later than a payment itself a provider's list may show it: ours to assume, no document says it. */
export const listLagMs = 10 * minuteMs;

/** An operation that is older and was not found is no longer sent but closed: so long must a read have found nothing. */
export const closingMs = 24 * hourMs;

/** KOMOJU remembers a key for 24 h from its first use (documentation "Idempotent requests", seen 2026). */
const providerKeyLifeMs = 24 * hourMs;

/** How old an operation may be when it is sent once more, so that the request lands while the key is remembered. */
const againMs: Readonly<Record<Again, number>> = {
  'provider-key': providerKeyLifeMs - flightMs - leaseMs,
  // Without a key at the provider a late repetition could undo what others have changed since.
  'five-minutes': 5 * minuteMs,
  'search-first': closingMs - flightMs - leaseMs,
};

/** How long a settled operation is kept: longer than anyone retries; afterwards the key is a new key. */
const keptMs = 90 * dayMs;

/** When what was settled then expires, in seconds since 1970. */
export const expiryS = (settledAt: EpochMs): number =>
  Math.floor(after(settledAt, keptMs) / secondMs);

/** Shards of the indexes of open and of settled operations, so that no partition is hot. */
export const shards = 8;

const shardOf = (id: string): number => id.charCodeAt(id.length - 1) % shards;

/** The request as the ledger sees it. */
export type Asked = {
  readonly id: string;
  readonly operation: string;
  readonly again: Again;
  readonly caller: string;
  readonly account: string;
  /** `provider#id`, where the request's path names a payment or a customer. */
  readonly payment?: string | undefined;
  readonly wanted?: Wanted | undefined;
  /** Version of the fingerprint key that new entries use. */
  readonly fingerprintVersion: number;
  /** The two hashes with the key of a version; undefined where that key cannot be had. */
  readonly fingerprint: (version: number) => Pick<Entry, 'fingerprint' | 'sent'> | undefined;
};

/** One attempt of the owner of an entry. */
export type Attempt = {
  readonly id: string;
  readonly token: string;
  readonly providerKey: string;
  readonly operation: string;
  readonly again: Again;
  /** Counts the attempts that may have reached the provider, this one included. */
  readonly number: number;
  readonly firstAt: EpochMs;
  readonly claimedAt: EpochMs;
  /** When the attempt before this one was claimed. */
  readonly previousAt: EpochMs;
  readonly leaseUntil: EpochMs;
};

/** The entry of an operation that nobody has asked for before. */
export function firstClaim(asked: Asked, token: string, at: EpochMs): Entry {
  const hashes = asked.fingerprint(asked.fingerprintVersion);
  if (hashes === undefined) throw new Error('The current fingerprint key is missing.');
  return {
    id: asked.id,
    version: entryVersion,
    state: 'PENDING',
    operation: asked.operation,
    caller: asked.caller,
    ...hashes,
    fingerprintVersion: asked.fingerprintVersion,
    providerKey: asked.id,
    account: asked.account,
    token,
    leaseUntil: after(at, leaseMs),
    attempts: 1,
    firstAt: at,
    lastAt: at,
    ...(asked.payment === undefined ? {} : { payment: asked.payment, paymentAt: at }),
    ...(asked.wanted === undefined ? {} : { wanted: asked.wanted }),
    shard: shardOf(asked.id),
    readAt: after(at, leaseMs),
  };
}

export const attemptOf = (entry: Entry, again: Again, previousAt: EpochMs): Attempt => ({
  id: entry.id,
  token: entry.token,
  providerKey: entry.providerKey,
  operation: entry.operation,
  again,
  number: entry.attempts,
  firstAt: entry.firstAt,
  claimedAt: entry.lastAt,
  previousAt,
  leaseUntil: entry.leaseUntil,
});

export type Judgement =
  | 'mine'
  | 'unreadable'
  | 'key_unreadable'
  | 'other_request'
  | 'settled'
  | 'other_account'
  | 'running'
  | 'too_late'
  | 'free';

/** What an entry that stands in the way of a claim means. The order matters: the first that applies is told. */
export function judge(
  old: Entry | 'unreadable',
  asked: Asked,
  by: { token: string; at: EpochMs },
): Judgement {
  if (old === 'unreadable') return 'unreadable';
  // Others may have settled, by a read, what this request claimed: the token stays.
  if (old.token === by.token) return old.state === 'PENDING' ? 'mine' : 'settled';
  const hashes = asked.fingerprint(old.fingerprintVersion);
  if (hashes === undefined) return 'key_unreadable';
  if (hashes.fingerprint !== old.fingerprint) return 'other_request';
  if (old.state !== 'PENDING') return 'settled';
  return judgeOpen(old, { ...asked, sent: hashes.sent }, by.at);
}

/** What an open entry of the same request means. */
function judgeOpen(
  old: Entry,
  asked: Pick<Asked, 'account' | 'again'> & Pick<Entry, 'sent'>,
  at: EpochMs,
): Judgement {
  if (!isUnsent(old) && old.account !== asked.account) return 'other_account';
  if (!isPast(old.leaseUntil, at)) return 'running';
  if (asked.sent !== old.sent) return 'too_late';
  return isUnsent(old) || isYoungEnough(old.firstAt, asked.again, at) ? 'free' : 'too_late';
}

/** Every attempt was given back: the provider has never seen the key, so neither account nor age matter. */
const isUnsent = (entry: Entry): boolean => entry.attempts === 0;

/** Until when an operation may be sent once more. */
export const sendableUntil = (firstAt: EpochMs, again: Again): EpochMs =>
  after(firstAt, againMs[again]);

const isYoungEnough = (firstAt: EpochMs, again: Again, at: EpochMs): boolean =>
  !isPast(sendableUntil(firstAt, again), at);

/**
 * Asked once more just before the request is written: a sandbox that was frozen after its claim may wake up hours
 * later, when others have settled. The first that is sent has no age: the provider does not know the key yet.
 */
export const maySend = (attempt: Attempt, at: EpochMs): boolean =>
  !isPast(attempt.leaseUntil, at) &&
  (attempt.number === 1 || isYoungEnough(attempt.firstAt, attempt.again, at));

/** Another attempt. Where none was sent yet, it is today's account that will know of it. */
export const takeOver = (
  seen: Entry,
  { account }: Pick<Asked, 'account'>,
  by: { token: string; at: EpochMs },
): Write => ({
  set: {
    token: by.token,
    leaseUntil: after(by.at, leaseMs),
    lastAt: by.at,
    attempts: seen.attempts + 1,
    ...(isUnsent(seen) ? { account } : {}),
  },
  onlyIf: { state: 'PENDING', token: seen.token },
});

/** What an attempt leaves behind when it ends: a result, with the body where it is kept. */
export type Ending = {
  readonly result: Result;
  readonly body?: string | undefined;
  /** `provider#payment id`, where the answer tells of a payment. */
  readonly payment?: string | undefined;
};

/** What a settling write needs to know of an operation: its owner has an attempt, who reads has the entry. */
type Open = Pick<Entry, 'id' | 'operation' | 'firstAt' | 'token'>;

function settled(open: Open, ending: Ending, at: EpochMs): Partial<Entry> {
  const { result, body, payment } = ending;
  return {
    result,
    settledShard: shardOf(open.id),
    expiresAtS: expiryS(at),
    ...(body === undefined ? {} : { body }),
    ...(payment === undefined ? {} : { payment, paymentAt: open.firstAt }),
  };
}

const eventOf = (open: Open, { result }: Ending, at: EpochMs): Omit<LedgerEvent, 'type'> => ({
  operation: open.operation,
  at,
  object: result.object,
  state: result.state,
  amount: result.amount,
  currency: result.currency,
  cause: result.code ?? result.why,
});

/** What the index of open operations goes by. */
const ofOpenOnes = ['shard', 'readAt'] as const;

/** Yes. Without a token: whoever learns that the provider did it may say so. */
export const succeed = (open: Open, ending: Ending, at: EpochMs): Write => ({
  set: {
    state: 'SUCCEEDED',
    ...settled(open, ending, at),
    event: { type: 'operation.succeeded', ...eventOf(open, ending, at) },
  },
  remove: ofOpenOnes,
  onlyIf: { state: 'PENDING' },
});

/**
 * Whether a no of this attempt is final. Of a later attempt it is not: an older copy of the request may still be in
 * flight, and a provider that does not remember its refusals would execute it.
 */
export const mayFail = (attempt: Attempt): boolean =>
  attempt.number === 1 || isPast(after(attempt.previousAt, landedMs), attempt.claimedAt);

/**
 * Whether a list that does not show the operation may be believed: the attempts before this one have landed or never
 * will, and the list has had time to show it. Until then a search can only find.
 */
export const believesSilence = (attempt: Pick<Attempt, 'previousAt' | 'claimedAt'>): boolean =>
  isPast(after(attempt.previousAt, landedMs + listLagMs), attempt.claimedAt);

/** No. Only while the token is the one that was seen: a slow writer must not overwrite what others have learnt. */
export const fail = (open: Open, ending: Ending, at: EpochMs): Write => ({
  set: {
    state: 'FAILED',
    ...settled(open, ending, at),
    event: { type: 'operation.failed', ...eventOf(open, ending, at) },
  },
  remove: ofOpenOnes,
  onlyIf: { state: 'PENDING', token: open.token },
});

/** The lease of an entry that nobody owns. */
export const noLease = 0 as EpochMs;

/** Surely nothing was sent: the entry is as it was before this attempt. */
export const giveBack = (attempt: Attempt): Write => ({
  set: { attempts: attempt.number - 1, leaseUntil: noLease, lastAt: attempt.previousAt },
  onlyIf: { state: 'PENDING', token: attempt.token },
});

/** Nobody knows: the caller's retry need not wait for the lease. */
export const release = (attempt: Attempt): Write => ({
  set: { leaseUntil: noLease },
  onlyIf: { state: 'PENDING', token: attempt.token },
});

/**
 * From when nothing of an operation is under way any more and no caller may send it again: only then what a read of
 * the provider does not find was not executed. The lease of the last claim is part of {@link landedMs}.
 */
export const quietFrom = ({ firstAt, lastAt }: Pick<Entry, 'firstAt' | 'lastAt'>): EpochMs =>
  Math.max(after(firstAt, closingMs), after(lastAt, landedMs)) as EpochMs;

/** What a read that found nothing means, by when it began: a list that lags must be missed in twice. */
export function judgeMiss(entry: Entry, at: EpochMs): 'too_early' | 'first' | 'second' {
  const { missedAt } = entry;
  if (!isPast(quietFrom(entry), at)) return 'too_early';
  // A takeover begins the quarantine anew; what was missed before it counts no more.
  if (missedAt === undefined || !isPast(quietFrom(entry), missedAt)) return 'first';
  return isPast(after(missedAt, listLagMs), at) ? 'second' : 'too_early';
}

/** A first read found nothing. */
export const miss = ({ token }: Entry, at: EpochMs): Write => ({
  set: { missedAt: at },
  onlyIf: { state: 'PENDING', token },
});

/** Nothing was executed and nothing will be under this key. */
export const close = (entry: Entry, at: EpochMs): Write =>
  fail(entry, { result: { why: 'not_executed', status: 409 } }, at);

/**
 * From when a person may say that an operation was not executed: never while its owner may still be about to send, and
 * so long after the quarantine that one look suffices, for whatever has landed is listed by then.
 */
export const deniableFrom = (entry: Pick<Entry, 'firstAt' | 'lastAt' | 'leaseUntil'>): EpochMs =>
  after(Math.max(quietFrom(entry), entry.leaseUntil) as EpochMs, listLagMs);

/** A write that settles, with who decided it and why; nothing else of it changes, least of all its condition. */
export const decidedBy = (settling: Write, settledBy: SettledBy): Write => ({
  ...settling,
  set: { ...settling.set, settledBy },
});

/** A first read showed the state that the operation asks for. */
export const notice = ({ token }: Entry, at: EpochMs): Write => ({
  set: { noticedAt: at },
  onlyIf: { state: 'PENDING', token },
});

/** After this every claim has reached the indexes. */
export const indexedMs = minuteMs;

/** What a read that left an operation open brought. */
export type Progress = 'none' | 'missed' | 'noticed';

/** A provider is asked again after a minute, after two, four … and in the end every hour. */
const readEveryMostMs = hourMs;

const waitMs = (progress: Progress, reads: number): number => {
  if (progress === 'missed') return listLagMs;
  return progress === 'noticed' ? indexedMs : Math.min(2 ** reads * minuteMs, readEveryMostMs);
};

/**
 * Puts off the next read of an operation that stays open: ever longer, but not beyond the moment from which silence
 * counts.
 *
 * @param seen the moment by which the index named it: who comes second to put it off changes nothing
 */
export function postpone(
  entry: Pick<Entry, 'firstAt' | 'lastAt' | 'reads'>,
  { seen, at, progress }: { seen: EpochMs; at: EpochMs; progress: Progress },
): Write {
  const { reads = 0 } = entry;
  const next = after(at, waitMs(progress, reads));
  const quiet = quietFrom(entry);
  const readAt = isPast(quiet, at) || isPast(next, quiet) ? next : quiet;
  return { set: { readAt, reads: reads + 1 }, onlyIf: { readAt: seen } };
}

/** The same for an entry that this version cannot read: it must not stand before those that it can. */
export const postponeUnreadable = (seen: EpochMs, at: EpochMs): Write => ({
  set: { readAt: after(at, readEveryMostMs) },
  onlyIf: { readAt: seen },
});
