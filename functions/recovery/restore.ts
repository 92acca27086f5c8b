import { GetItemCommand, type AttributeValue, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { ClaimRequest } from '../ledger/claim.ts';
import { absenceIsConclusive, closableAfterMs } from '../ledger/quarantine.ts';
import type { ConditionalWrite, OperationRecord } from '../ledger/record.ts';
import { tableKey } from '../ledger/table/schema.ts';
import { firstClaim, noLease } from '../ledger/transitions.ts';
import { after, dayMs, earlier, isPast, type EpochMs } from '../platform/clock.ts';
import type { ProviderLookup } from './lookup/provider-lookup.ts';

/**
 * That the ledger's table was restored to an earlier point. What was claimed after that point is forgotten, and a
 * forgotten claim is a second charge when its caller asks again. So for a week an operation that is not on record is
 * looked up at the provider before it is claimed.
 *
 * The setting is in the table itself, and is written before the table comes into use: a restored table is a new one, a
 * deployment points the functions to it, and so no sandbox that uses it can have read it before.
 */
export type Restore = {
  /** Everything that was claimed after this moment may be forgotten. Too early is safe; too late is a second charge. */
  readonly restoredTo: EpochMs;
  /** When a person said that all functions use this table; until then some may still send for the old one. */
  readonly inUseAt?: EpochMs | undefined;
};

/** For how long callers may still ask again for what is forgotten. */
export const guardMs = 7 * dayMs;

/** Whether an operation that is not on record may be a forgotten one. */
export const mayBeForgotten = (restore: Restore | undefined, at: EpochMs): restore is Restore =>
  restore !== undefined && !(restore.inUseAt && isPast(after(restore.inUseAt, guardMs), at));

/**
 * Whether a lookup proves that an operation is new: everything that was sent for the old table has taken effect and is
 * listed, and nothing of it was found.
 *
 * @param lookup undefined where the provider was not asked, or did not say
 */
export const isProvenNew = ({ inUseAt }: Restore, lookup: ProviderLookup | undefined): boolean =>
  lookup?.observed.length === 0 &&
  (lookup.couldBe ?? []).length === 0 &&
  inUseAt !== undefined &&
  absenceIsConclusive({ previousAt: inUseAt, claimedAt: lookup.at });

/** So long ago that no operation of that age is sent again. */
const longBefore = ({ restoredTo }: Restore): EpochMs => after(restoredTo, -closableAfterMs);

/** How long it may take from the first request to a restored table until all functions use it. */
const deployingMs = dayMs;

/**
 * The record of an operation that may be forgotten: as if it had been sent, too long ago to be sent again. Until the
 * table is in use it counts as being sent still, so that nobody closes it before, by a point that may yet be corrected.
 */
export const claimOfForgotten = (
  request: ClaimRequest,
  restore: Restore,
  by: { token: string; at: EpochMs },
): OperationRecord => ({
  ...firstClaim(request, by.token, by.at),
  leaseUntil: noLease,
  firstAt: longBefore(restore),
  ...(restore.inUseAt === undefined ? { lastAt: after(by.at, deployingMs) } : {}),
});

/** The same record with the time in which what is forgotten may have been executed: a lookup goes by it. */
export const forLookup = (
  record: OperationRecord,
  { restoredTo, inUseAt }: Restore,
): OperationRecord => ({
  ...record,
  firstAt: restoredTo,
  lastAt: inUseAt ?? record.lastAt,
});

/**
 * An operation that is open in the restored table: its caller may have sent it again since, and that is forgotten. From
 * now on it is only read.
 *
 * @param lastAt until when it may have been sent for the old table
 */
export const markReadOnly = (
  seen: OperationRecord,
  restore: Restore,
  lastAt: EpochMs,
): ConditionalWrite => ({
  set: {
    firstAt: earlier(seen.firstAt, longBefore(restore)),
    lastAt,
    attempts: Math.max(seen.attempts, 1),
  },
  onlyIf: { state: 'PENDING', token: seen.token },
});

/** Where the setting is in the table. */
export const restoreKey = {
  [tableKey.partition]: { S: 'SETTING' },
  [tableKey.sort]: { S: 'restore' },
} as const;

type Item = Readonly<Record<string, AttributeValue>>;

function momentOf(attribute: AttributeValue | undefined): EpochMs {
  const moment = Number(attribute?.N);
  if (Number.isNaN(moment)) throw new Error('The setting of a restore cannot be read.');
  return moment as EpochMs;
}

/** @throws Error where there is a setting that cannot be read */
export const readRestore = (item: Item | undefined): Restore | undefined =>
  item && {
    restoredTo: momentOf(item['restoredTo']),
    inUseAt: item['inUseAt'] && momentOf(item['inUseAt']),
  };

/** The setting as it is now, by a consistent read; undefined where there is none. */
export const fetchRestore =
  (client: DynamoDBClient, table: string) => async (): Promise<Item | undefined> => {
    const read = { TableName: table, Key: restoreKey, ConsistentRead: true };
    return (await client.send(new GetItemCommand(read))).Item;
  };
