import { after, dayMs, secondMs, type EpochMs } from '../platform/clock.ts';
import type { Attempt, ClaimRequest, Open } from './claim.ts';
import { outgoingOf } from './outgoing.ts';
import { leaseMs } from './quarantine.ts';
import {
  isUnsent,
  recordVersion,
  type Completion,
  type ConditionalWrite,
  type LedgerEvent,
  type OperationRecord,
  type ResolvedBy,
} from './record.ts';

/**
 * Every state of an operation and every step between them, as pure functions: what is written, and on what condition.
 * README.md, "States", draws them. A terminal state is written once. Nothing is ever deleted.
 */

/** How long a completed operation is kept: longer than anyone retries. After that the key is a new key. */
const retentionMs = 90 * dayMs;

/** When what was completed at a moment expires, in seconds since 1970. */
export const expiryS = (completedAt: EpochMs): number =>
  Math.floor(after(completedAt, retentionMs) / secondMs);

/** Shards of the indexes of open and of completed operations, by number: several, so that no partition is hot. */
export const shards: readonly number[] = [0, 1, 2, 3, 4, 5, 6, 7];

const shardOf = (id: string): number => id.charCodeAt(id.length - 1) % shards.length;

/**
 * Shards of open operations at whose provider was read before: apart from those that nobody has looked at yet, so that
 * the newest of these need not be sought among them.
 */
export const readAgainShards: readonly number[] = shards.map((shard) => shard + shards.length);

/** All shards in which an operation may be open. */
export const openShards: readonly number[] = [...shards, ...readAgainShards];

export const readAgainShardOf = (id: string): number => shardOf(id) + shards.length;

/** The record of an operation that nobody has asked for before. */
export function firstClaim(request: ClaimRequest, token: string, at: EpochMs): OperationRecord {
  const hashes = request.fingerprint(request.fingerprintVersion);
  if (hashes === undefined) throw new Error('The current fingerprint key is missing.');
  return {
    id: request.id,
    version: recordVersion,
    state: 'PENDING',
    operation: request.operation,
    caller: request.caller,
    ...hashes,
    fingerprintVersion: request.fingerprintVersion,
    providerKey: request.id,
    account: request.account,
    token,
    leaseUntil: after(at, leaseMs),
    attempts: 1,
    firstAt: at,
    lastAt: at,
    ...(request.resource === undefined ? {} : { resource: request.resource, resourceAt: at }),
    ...(request.requested === undefined ? {} : { requested: request.requested }),
    ...(request.order === undefined ? {} : { order: request.order, orderAt: at }),
    shard: shardOf(request.id),
    readAt: after(at, leaseMs),
  };
}

/** The attempt of whoever owns a record. */
export const attemptOf = (
  record: OperationRecord,
  {
    resendWithinMs,
    isToldOnlyIfStored,
  }: Pick<ClaimRequest, 'resendWithinMs' | 'isToldOnlyIfStored'>,
  previousAt: EpochMs,
): Attempt => ({
  id: record.id,
  token: record.token,
  providerKey: record.providerKey,
  operation: record.operation,
  resendWithinMs,
  isToldOnlyIfStored,
  number: record.attempts,
  firstAt: record.firstAt,
  claimedAt: record.lastAt,
  previousAt,
  leaseUntil: record.leaseUntil,
  caller: record.caller,
  ...(record.resource === undefined ? {} : { resource: record.resource }),
  ...(record.order === undefined ? {} : { order: record.order }),
});

/** Another attempt. Where none was sent yet, it is today's account and today's key that will know of it. */
export const takeOver = (
  seen: OperationRecord,
  { account, fingerprint }: Pick<ClaimRequest, 'account' | 'fingerprint'>,
  by: { token: string; at: EpochMs },
): ConditionalWrite => ({
  set: {
    token: by.token,
    leaseUntil: after(by.at, leaseMs),
    lastAt: by.at,
    attempts: seen.attempts + 1,
    ...(isUnsent(seen)
      ? { account, sender: fingerprint(seen.fingerprintVersion)?.sender ?? seen.sender }
      : {}),
  },
  onlyIf: { state: 'PENDING', token: seen.token },
});

function completed(open: Open, completion: Completion, at: EpochMs): Partial<OperationRecord> {
  const { result, body, resource } = completion;
  return {
    result,
    completedShard: shardOf(open.id),
    expiresAtS: expiryS(at),
    ...(body === undefined ? {} : { body }),
    ...(resource === undefined ? {} : { resource, resourceAt: open.firstAt }),
  };
}

const eventOf = (open: Open, { result }: Completion, at: EpochMs): Omit<LedgerEvent, 'type'> => ({
  operation: open.operation,
  at,
  object: result.object,
  state: result.state,
  amount: result.amount,
  currency: result.currency,
  cause: result.code ?? result.why,
});

/** What the index of open operations is made of. */
const onlyWhileOpen = ['shard', 'readAt'] as const;

/** The provider said yes. Without a token: whoever learns that the provider did it may say so. */
export const succeed = (open: Open, completion: Completion, at: EpochMs): ConditionalWrite => ({
  set: {
    state: 'SUCCEEDED',
    ...completed(open, completion, at),
    event: { type: 'operation.succeeded', ...eventOf(open, completion, at) },
    outgoing: outgoingOf('operation.succeeded', { open, at, completion }),
  },
  remove: onlyWhileOpen,
  onlyIf: { state: 'PENDING' },
});

/** The provider said no. Only while the token is the one that was seen: a slow writer must not overwrite newer facts. */
export const fail = (open: Open, completion: Completion, at: EpochMs): ConditionalWrite => ({
  set: {
    state: 'FAILED',
    ...completed(open, completion, at),
    event: { type: 'operation.failed', ...eventOf(open, completion, at) },
    outgoing: outgoingOf('operation.failed', { open, at, completion }),
  },
  remove: onlyWhileOpen,
  onlyIf: { state: 'PENDING', token: open.token },
});

/** Nothing was executed and nothing will be under this key. */
export const closeNotExecuted = (record: OperationRecord, at: EpochMs): ConditionalWrite =>
  fail(record, { result: { why: 'not_executed', status: 409 } }, at);

/** The lease of a record that nobody owns. */
export const noLease = 0 as EpochMs;

/** Surely nothing was sent: the record is as it was before this attempt. */
export const undoClaim = (attempt: Attempt): ConditionalWrite => ({
  set: { attempts: attempt.number - 1, leaseUntil: noLease, lastAt: attempt.previousAt },
  onlyIf: { state: 'PENDING', token: attempt.token },
});

/** Nobody knows what came of the attempt: the caller's retry need not wait for the lease. */
export const releaseLease = (attempt: Attempt): ConditionalWrite => ({
  set: { leaseUntil: noLease },
  onlyIf: { state: 'PENDING', token: attempt.token },
});

/** A later attempt was rejected: its owner leaves, and nobody sends before the rejection of the next can be final. */
export const waitAfterRejection = (attempt: Attempt, until: EpochMs): ConditionalWrite => ({
  set: { leaseUntil: noLease, waitUntil: until },
  onlyIf: { state: 'PENDING', token: attempt.token },
});

/** Nobody has known for long what came of it. It stays as open as it is. */
export const markUnknown = (record: OperationRecord, at: EpochMs): ConditionalWrite => ({
  set: { unknownAt: at, outgoing: outgoingOf('operation.unknown', { open: record, at }) },
  onlyIf: { state: 'PENDING', token: record.token },
});

/** A first read found nothing. */
export const recordNotFound = ({ token }: OperationRecord, at: EpochMs): ConditionalWrite => ({
  set: { notFoundAt: at },
  onlyIf: { state: 'PENDING', token },
});

/** A first read showed the state that the operation asks for. */
export const recordObserved = ({ token }: OperationRecord, at: EpochMs): ConditionalWrite => ({
  set: { observedAt: at },
  onlyIf: { state: 'PENDING', token },
});

/** A record with its final state, which no other write changes any more. */
export type CompletedRecord = OperationRecord & { readonly state: 'SUCCEEDED' | 'FAILED' };

/**
 * Forgets the provider's answer and keeps the claim with all that decides about money: a replay is told that the answer
 * is not kept, and nothing is sent. The token tells this record from another of the same key, which may be made once this
 * one has expired.
 */
export const eraseAnswer = (
  { version, state, token }: CompletedRecord,
  at: EpochMs,
): ConditionalWrite => ({
  set: { erasedAt: at },
  remove: ['body'],
  onlyIf: { version, state, token },
});

/** A completing write with who decided it and why. Nothing else of it changes, least of all its condition. */
export const resolvedByPerson = (
  write: ConditionalWrite,
  resolvedBy: ResolvedBy,
): ConditionalWrite => ({ ...write, set: { ...write.set, resolvedBy } });
