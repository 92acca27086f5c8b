import type { Lookup } from '../operations.ts';
import { completionOf } from '../ledger/completion.ts';
import type { Ports } from '../ledger/execute-once.ts';
import { judgeNotFound, quarantineEndsAt } from '../ledger/quarantine.ts';
import {
  succeededWith,
  type Completion,
  type ConditionalWrite,
  type OperationRecord,
} from '../ledger/record.ts';
import {
  closeNotExecuted,
  fail,
  recordNotFound,
  recordObserved,
  succeed,
} from '../ledger/transitions.ts';
import { isPast, type EpochMs } from '../platform/clock.ts';
import { contradicts } from '../providers/contradiction.ts';
import type { Provider } from '../providers/provider.ts';
import { noOtherCause } from './attribution.ts';
import type { ObservedObject, ProviderLookup } from './lookup/provider-lookup.ts';

/**
 * Reading instead of sending: how an operation is completed whose outcome is unknown. Every reader does it in this
 * order: the record by a consistent read, then the provider, then {@link conclude}. In any other order an attempt that
 * was claimed in between would be taken for one that was looked up.
 */

/**
 * What became of an open operation: it is completed; it stays open; for the first time nothing of it was found when that
 * counts, or its effect was observed; or a person must look; or the provider is down, and was asked in vain.
 */
export type Conclusion =
  'completed' | 'open' | 'not_found' | 'observed' | 'contradiction' | 'unanswered';

/** What concluding needs to know of an operation. */
export type Concluded = {
  readonly record: OperationRecord;
  readonly lookup: Lookup;
  readonly provider: Pick<Provider, 'failedStates'>;
};

type ConcludePorts = Pick<Ports, 'store' | 'now' | 'reportFinding'>;

/** Whether an object was made and came to nothing. */
export const isFailed = (
  { failedStates }: Pick<Provider, 'failedStates'>,
  { state }: { readonly state?: string | undefined },
): boolean => state !== undefined && failedStates.has(state);

/**
 * Completes an operation by what a read of the provider showed, if it shows enough. What was never sent needs no read,
 * and neither does what is harmless as long as nobody was told of it: only the certainty that nobody sends it any more.
 *
 * @param lookup undefined where the provider was not asked, or did not say
 */
export async function conclude(
  ports: ConcludePorts,
  operation: Concluded,
  lookup: ProviderLookup | undefined,
): Promise<Conclusion> {
  const { record } = operation;
  if (record.attempts === 0 || operation.lookup === 'harmless') {
    return concludeUnread(ports, record);
  }
  if (lookup === undefined) return 'open';
  const isOwn = operation.lookup !== 'status' || lookup.observed.length === 0;
  return isOwn ? concludeSent(ports, operation, lookup) : concludeState(ports, operation, lookup);
}

/** A state shows that something was done, not by whom. */
async function concludeState(
  ports: ConcludePorts,
  operation: Concluded,
  lookup: ProviderLookup,
): Promise<Conclusion> {
  const { record } = operation;
  if (record.observedAt === undefined) {
    return write(ports, { record, change: recordObserved(record, lookup.endedAt) });
  }
  const isOwn = lookup.others !== undefined && noOtherCause(record, lookup.others);
  return isOwn ? concludeSent(ports, operation, lookup) : 'open';
}

async function concludeSent(
  ports: ConcludePorts,
  operation: Concluded,
  lookup: ProviderLookup,
): Promise<Conclusion> {
  const { record, provider } = operation;
  const { observed } = lookup;
  const isLive = ({ object }: ObservedObject): boolean => !isFailed(provider, object);
  // Nobody knows which of two a caller may have been told.
  if (observed.filter(isLive).length > 1) return contradiction(ports);
  // A live one wins: a rejected attempt may have left another behind.
  const seen = observed.find(isLive) ?? observed[0];
  if (seen !== undefined && contradictsRecord(record, seen)) return contradiction(ports);
  if (seen !== undefined && isLive(seen)) {
    const change = succeed(record, completionBy(record, seen), ports.now());
    return write(ports, { record, change, object: seen.object.id });
  }
  return concludeNotLive(ports, { record, lookup, seen });
}

/** Nothing live was found: nothing at all, or what came to nothing. */
async function concludeNotLive(
  ports: ConcludePorts,
  {
    record,
    lookup: { at, account, isPartial = false, couldBe = [] },
    seen,
  }: { record: OperationRecord; lookup: ProviderLookup; seen: ObservedObject | undefined },
): Promise<Conclusion> {
  if (account !== record.account) {
    ports.reportFinding('other_account');
    return 'open';
  }
  // What lives may be in what could not be read.
  if (isPartial) return 'open';
  // What could be the operation's doing is no sign that there is none: a person decides.
  if (couldBe.length > 0) return 'open';
  const change = seen === undefined ? notFound(record, at) : foundFailed(record, seen, at);
  return change === undefined ? 'open' : write(ports, { record, change });
}

async function concludeUnread(ports: ConcludePorts, record: OperationRecord): Promise<Conclusion> {
  const at = ports.now();
  return isPast(quarantineEndsAt(record), at)
    ? write(ports, { record, change: closeNotExecuted(record, at) })
    : 'open';
}

/** How an operation is completed by what was observed of it. */
export const completionBy = ({ operation }: OperationRecord, seen: ObservedObject): Completion =>
  completionOf({ ...seen, wasRead: true }, operation);

/** A failure that was found is final only when no other attempt can succeed any more. */
const foundFailed = (
  record: OperationRecord,
  seen: ObservedObject,
  at: EpochMs,
): ConditionalWrite | undefined =>
  isPast(quarantineEndsAt(record), at) ? fail(record, completionBy(record, seen), at) : undefined;

function notFound(record: OperationRecord, at: EpochMs): ConditionalWrite | undefined {
  switch (judgeNotFound(record, at)) {
    case 'too_early':
      return undefined;
    case 'first':
      return recordNotFound(record, at);
    case 'second':
      return closeNotExecuted(record, at);
  }
}

/** Whether an object names another operation, another payment than the request's path did, or another amount. */
export function contradictsRecord(record: OperationRecord, seen: ObservedObject): boolean {
  const { resource = record.resource } = completionBy(record, seen);
  return (
    (record.resource !== undefined && resource !== record.resource) ||
    contradicts(seen.object, { reference: record.id, ...record.requested })
  );
}

const progressOf = ({ set }: ConditionalWrite): Conclusion =>
  set.observedAt === undefined ? 'not_found' : 'observed';

/** @param change what is written; `object` is the id of what was found, where it completes the operation */
async function write(
  ports: Pick<Ports, 'store' | 'reportFinding'>,
  {
    record,
    change,
    object,
  }: { record: OperationRecord; change: ConditionalWrite; object?: string | undefined },
): Promise<Conclusion> {
  const result = await ports.store.update(record.id, change);
  const isEnd = change.set.state !== undefined;
  if (result.kind === 'written') return isEnd ? 'completed' : progressOf(change);
  if (result.kind === 'lost' || result.record === 'unreadable') return 'open';
  const old = result.record;
  if (old.state === 'PENDING') return 'open';
  // Who found nothing and meets a completed record was overtaken. Who found an object expects it on record.
  const agrees = object === undefined || succeededWith(old, object);
  return agrees ? 'completed' : contradiction(ports);
}

function contradiction({ reportFinding }: Pick<Ports, 'reportFinding'>): 'contradiction' {
  reportFinding('contradiction');
  return 'contradiction';
}
