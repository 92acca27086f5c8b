import type { Find } from '../operations.ts';
import { after, isPast, type EpochMs } from '../platform/clock.ts';
import { contradicts } from '../providers/contract.ts';
import type { Entry, Write } from '../ledger/record.ts';
import { endingOf, type Ports } from '../ledger/execute-once.ts';
import type { Answer, Told } from '../providers/outcome.ts';
import {
  close,
  fail,
  indexedMs,
  judgeMiss,
  miss,
  notice,
  quietFrom,
  succeed,
  type Ending,
} from '../ledger/transitions.ts';

/**
 * Reading instead of sending: how an operation ends whose outcome nobody told. Whoever reads does it in this order:
 * the entry by a consistent read, then the provider, then {@link conclude}. In any other order an attempt that was
 * claimed in between would be taken for one that was looked for.
 */

/** An object as the provider shows it, that an operation may have made or changed. */
export type Sight = { readonly answer: Answer; readonly told: Told };

/** A whole look at the provider for what one operation did: every page was read, all of it in the time asked for. */
export type Look = {
  /** When it began, after the entry was read. */
  readonly at: EpochMs;
  /** Label of the account that was looked into. */
  readonly account: string;
  /** Every object that carries the operation's reference, or that stands as it would have left it. */
  readonly sights: readonly Sight[];
  /** Who else may have left it so; where only its state tells of the operation, and that had been noticed before. */
  readonly neighbours?: Neighbours | undefined;
};

/**
 * What became of an open operation: it ended; it stays open; for the first time nothing of it was found where silence
 * counts, or what it asks for was noticed; or a person must look.
 */
export type Conclusion = 'ended' | 'open' | 'missed' | 'noticed' | 'contradiction';

/** What a payment's state is called when it was made and came to nothing (KOMOJU's "Payment", seen 2026). */
export const hasFailed = ({ told }: Pick<Sight, 'told'>): boolean => told.state === 'failed';

/**
 * Ends an operation by what a read of the provider showed, if it shows enough. What was never sent needs no read, only
 * the certainty that nobody sends it any more.
 *
 * @param look undefined where the provider was not asked, or did not say
 */
export async function conclude(
  ports: Pick<Ports, 'table' | 'now' | 'alarm'>,
  { entry, find }: { entry: Entry; find: Find },
  look: Look | undefined,
): Promise<Conclusion> {
  if (entry.attempts === 0) return concludeUnsent(ports, entry);
  if (look === undefined) return 'open';
  const isOwn = find !== 'status' || look.sights.length === 0;
  return isOwn ? concludeSent(ports, entry, look) : concludeState(ports, entry, look);
}

/** A state tells that something was done, not by whom. */
async function concludeState(
  ports: Pick<Ports, 'table' | 'now' | 'alarm'>,
  entry: Entry,
  look: Look,
): Promise<Conclusion> {
  if (entry.noticedAt === undefined) return settle(ports, { entry, write: notice(entry, look.at) });
  const isOwn = look.neighbours !== undefined && standsAlone(entry, look.neighbours);
  return isOwn ? concludeSent(ports, entry, look) : 'open';
}

async function concludeSent(
  ports: Pick<Ports, 'table' | 'now' | 'alarm'>,
  entry: Entry,
  look: Look,
): Promise<Conclusion> {
  const { sights } = look;
  // Which of two a caller may have been told nobody knows.
  if (sights.filter((each) => !hasFailed(each)).length > 1) return contradiction(ports);
  // A live one wins: a refused attempt may have left another behind.
  const sight = sights.find((each) => !hasFailed(each)) ?? sights[0];
  if (sight !== undefined && isForeign(entry, sight)) return contradiction(ports);
  if (sight !== undefined && !hasFailed(sight)) {
    const write = succeed(entry, endingBy(entry, sight), ports.now());
    return settle(ports, { entry, write, object: sight.told.object });
  }
  if (look.account !== entry.account) {
    ports.alarm('other_account');
    return 'open';
  }
  const write = sight === undefined ? missed(entry, look.at) : failed(entry, sight, look.at);
  return write === undefined ? 'open' : settle(ports, { entry, write });
}

async function concludeUnsent(
  ports: Pick<Ports, 'table' | 'now' | 'alarm'>,
  entry: Entry,
): Promise<Conclusion> {
  const at = ports.now();
  return isPast(quietFrom(entry), at) ? settle(ports, { entry, write: close(entry, at) }) : 'open';
}

/** How an operation ends by what was seen of it. */
export const endingBy = ({ operation }: Entry, sight: Sight): Ending =>
  endingOf({ ...sight, wasRead: true }, operation);

/** A found failure is final only when no other attempt can succeed any more. */
const failed = (entry: Entry, sight: Sight, at: EpochMs): Write | undefined =>
  isPast(quietFrom(entry), at) ? fail(entry, endingBy(entry, sight), at) : undefined;

function missed(entry: Entry, at: EpochMs): Write | undefined {
  switch (judgeMiss(entry, at)) {
    case 'too_early':
      return undefined;
    case 'first':
      return miss(entry, at);
    case 'second':
      return close(entry, at);
  }
}

/** Whether a sight names another operation, another payment than the request's path did, or another amount. */
export function isForeign(entry: Entry, sight: Sight): boolean {
  const { payment = entry.payment } = endingBy(entry, sight);
  return (
    (entry.payment !== undefined && payment !== entry.payment) ||
    contradicts(sight.told, { reference: entry.id, ...entry.wanted })
  );
}

const begun = ({ set }: Write): Conclusion => (set.noticedAt === undefined ? 'missed' : 'noticed');

async function settle(
  { table, alarm }: Pick<Ports, 'table' | 'alarm'>,
  { entry, write, object }: { entry: Entry; write: Write; object?: string },
): Promise<Conclusion> {
  const written = await table.update(entry.id, write);
  const isEnd = write.set.state !== undefined;
  if (written.kind === 'written') return isEnd ? 'ended' : begun(write);
  if (written.kind === 'lost' || written.entry === 'unreadable') return 'open';
  const { state, result } = written.entry;
  if (state === 'PENDING') return 'open';
  // Who looked for nothing and met a settled entry has been overtaken; who found something expects it there.
  const agrees = object === undefined || (state === 'SUCCEEDED' && result?.object === object);
  return agrees ? 'ended' : contradiction({ alarm });
}

function contradiction({ alarm }: Pick<Ports, 'alarm'>): 'contradiction' {
  alarm('contradiction');
  return 'contradiction';
}

/** The operations on a payment: listed by the index, then each read consistently. */
export type Neighbours = { readonly listedAt: EpochMs; readonly entries: readonly Entry[] };

/**
 * Whether what an object's state shows can only be this operation's doing: no other operation of its kind on the same
 * payment is open or succeeded. They are listed a minute after the state was noticed, for whoever caused it had claimed
 * before.
 */
export const standsAlone = (
  { id, operation, noticedAt }: Entry,
  { listedAt, entries }: Neighbours,
): boolean =>
  noticedAt !== undefined &&
  isPast(after(noticedAt, indexedMs), listedAt) &&
  !entries.some(
    (other) => other.id !== id && other.operation === operation && other.state !== 'FAILED',
  );
