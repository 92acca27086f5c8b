import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { after, dayMs, type EpochMs } from '../../functions/platform/clock.ts';
import { tableKey } from '../../functions/ledger/schema.ts';
import {
  guardMs,
  markReadOnly,
  fetchRestore,
  mayBeForgotten,
  readRestore,
  restoreKey,
  type Restore,
} from '../../functions/recovery/restore.ts';
import { listLagMs, maxEffectAfterClaimMs } from '../../functions/ledger/quarantine.ts';
import { UsageError } from '../local/host/usage-error.ts';
import { listOpen, storeOf, type Ledger } from './open-operations.ts';
import { moment } from './format.ts';
import type { Target } from './targets.ts';
import { UsageMistake } from './usage-mistake.ts';

/** How long after the setting was written a deployment may bring the table into use. */
const deployingMs = dayMs;

const settingOf = async ({ client, table }: Ledger): Promise<Restore | undefined> =>
  readRestore(await fetchRestore(client, table)());

/** Lets every operation that was open at the point of the restore only be read. @throws what the table gave instead */
async function markOpenReadOnly(
  ledger: Ledger,
  restore: Restore,
  lastAt: EpochMs,
): Promise<number> {
  const open = (await listOpen(ledger)).flatMap(({ record }) =>
    record !== 'unreadable' && record.firstAt <= restore.restoredTo ? [record] : [],
  );
  for (const record of open) {
    const change = markReadOnly(record, restore, lastAt);
    const written = await storeOf(ledger).update(record.id, change);
    if (written.kind === 'lost') throw written.cause;
  }
  return open.length;
}

const isMoment = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

/** @throws UsageError where `to` is no moment in the past, or a restore to an earlier one is still minded */
async function restoredTo(ledger: Ledger, to: string, at: EpochMs): Promise<Restore> {
  const restore = { restoredTo: Date.parse(to) as EpochMs };
  if (!isMoment.test(to) || !(restore.restoredTo <= at)) {
    throw new UsageMistake('--to must be a moment in the past, such as 2026-11-21T00:00:00Z.');
  }
  const old = await settingOf(ledger);
  if (mayBeForgotten(old, at) && old.restoredTo < restore.restoredTo) {
    const earlier = moment(old.restoredTo);
    throw new UsageError(`What was forgotten since ${earlier} still matters: say --to ${earlier}.`);
  }
  return restore;
}

/**
 * Tells a restored table so, before a deployment points the functions to it.
 *
 * @returns how many operations are only read from now on
 * @throws UsageError where that would shorten what another restore has begun
 */
async function writeRestored(ledger: Ledger, restore: Restore, at: EpochMs): Promise<number> {
  const count = await markOpenReadOnly(ledger, restore, after(at, deployingMs));
  await ledger.client.send(
    new UpdateItemCommand({
      TableName: ledger.table,
      Key: restoreKey,
      UpdateExpression: 'SET restoredTo = :to REMOVE inUseAt',
      ConditionExpression: `attribute_not_exists(${tableKey.partition}) OR restoredTo >= :to OR inUseAt <= :over`,
      ExpressionAttributeValues: marshall({
        ':to': restore.restoredTo,
        ':over': after(at, -guardMs),
      }),
    }),
  );
  return count;
}

/** Tells the table that no function uses the old one any more. */
async function writeInUse(ledger: Ledger, restore: Restore, at: EpochMs): Promise<void> {
  await markOpenReadOnly(ledger, restore, at);
  await ledger.client.send(
    new UpdateItemCommand({
      TableName: ledger.table,
      Key: restoreKey,
      UpdateExpression: 'SET inUseAt = :at',
      ConditionExpression: 'restoredTo = :to',
      ExpressionAttributeValues: marshall({ ':at': at, ':to': restore.restoredTo }),
    }),
  );
}

/** What a declaration needs: the table, and what time it is there. */
type Place = Pick<Target, 'ledger' | 'now'>;

/** What was written, or would be: for a person, and as `--json` prints it. */
export type RestoreReport = { readonly text: string; readonly view: object };

/** Whether it is written; else it is only told what would be. */
type Writing = { readonly isWritten: boolean };

/**
 * `restore declare`: says to which point the table was restored.
 *
 * @returns what was written, or would be
 * @throws UsageError where the point cannot be right, or would shorten what another restore has begun
 */
export async function declareRestored(
  { ledger, now }: Place,
  { to, isWritten }: Writing & { readonly to: string },
): Promise<RestoreReport> {
  const at = now();
  const restore = await restoredTo(ledger, to, at);
  const since = `what was claimed since ${moment(restore.restoredTo)} may be forgotten`;
  const view = { written: isWritten, restored_to: moment(restore.restoredTo) };
  if (!isWritten) {
    const text = `Would write: ${since}, and what is open is only read. Say --yes to write it.`;
    return { text, view };
  }
  const count = await writeRestored(ledger, restore, at);
  const text = [
    `Written: ${since}; ${count} open operations are only read from now on.`,
    'Now deploy, within a day, and then say: restore in-use',
  ].join('\n');
  return { text, view: { ...view, only_read: count } };
}

/**
 * `restore in-use`: says that no function uses another table any more.
 *
 * @returns what was written, or would be
 * @throws UsageError where nothing is known of a restore, or this was said before
 */
export async function declareInUse(
  { ledger, now }: Place,
  { isWritten }: Writing,
): Promise<RestoreReport> {
  const at = now();
  const restore = await settingOf(ledger);
  if (restore === undefined) {
    throw new UsageError('Nothing is known of a restore. Say restore declare --to MOMENT first.');
  }
  if (restore.inUseAt !== undefined) {
    throw new UsageError(`That was said already: in use since ${moment(restore.inUseAt)}.`);
  }
  const since = `no function has used another table since ${moment(at)}`;
  const newFrom = moment(after(at, maxEffectAfterClaimMs + listLagMs));
  const guardedUntil = moment(after(at, guardMs));
  const view = {
    written: isWritten,
    restored_to: moment(restore.restoredTo),
    in_use_at: moment(at),
    not_found_is_new_from: newFrom,
    guarded_until: guardedUntil,
  };
  if (!isWritten) return { text: `Would write: ${since}. Say --yes to write it.`, view };
  await writeInUse(ledger, restore, at);
  const text = [
    `Written: ${since}.`,
    `From ${newFrom} an operation that is not found at the provider counts as new.`,
    `Until ${guardedUntil} every new one is looked up there first; functions that run know it within a minute.`,
  ].join('\n');
  return { text, view };
}
