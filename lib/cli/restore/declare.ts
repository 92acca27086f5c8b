import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { after, dayMs, type EpochMs } from '../../../functions/platform/clock.ts';
import {
  guardMs,
  markReadOnly,
  restoreKey,
  type Restore,
} from '../../../functions/recovery/restore.ts';
import { listLagMs, maxEffectAfterClaimMs } from '../../../functions/ledger/quarantine.ts';
import { UsageError } from '../../host/usage-error.ts';
import { listOpen, storeOf, type Ledger } from '../open-operations.ts';
import { moment } from '../prospect.ts';
import { declarableOf, type Declarable } from './point.ts';
import { describe, fetchDeclaration, putDeclaration } from './setting.ts';
import type { Records } from '../targets.ts';

/** How long after the setting was written a deployment may bring the table into use. */
const deployingMs = dayMs;

/**
 * Lets every open operation only be read. Until the table is in use everything that is open there was open at the point
 * of the restore, or is a forgotten one that was asked for since; which it is does not depend on the point that was said.
 *
 * @throws what the table gave instead of an answer
 */
async function markOpenReadOnly(
  ledger: Ledger,
  restore: Restore,
  lastAt: EpochMs,
): Promise<number> {
  const open = (await listOpen(ledger)).flatMap(({ record }) =>
    record === 'unreadable' ? [] : [record],
  );
  for (const record of open) {
    const change = markReadOnly(record, restore, lastAt);
    const written = await storeOf(ledger).update(record.id, change);
    if (written.kind === 'lost') throw written.cause;
  }
  return open.length;
}

/**
 * Tells a restored table so, before a deployment points the functions to it.
 *
 * @returns how many operations are only read from now on
 */
async function writeRestored(
  ledger: Ledger,
  { declaration, seen }: Declarable,
  at: EpochMs,
): Promise<number> {
  const count = await markOpenReadOnly(ledger, declaration, after(at, deployingMs));
  await putDeclaration(ledger, declaration, seen);
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

/** What was written, or would be: for a person, and as `--json` prints it. */
export type RestoreReport = { readonly text: string; readonly view: object };

/** Whether it is written; else it is only told what would be. */
type Writing = { readonly isWritten: boolean };

/**
 * `restore declare`: says to which point the table was restored. Said again before `restore in-use`, it corrects that.
 *
 * @param to only where the table does not say the point itself
 * @returns what was written, or would be
 * @throws UsageError where the point must be said or must not, or cannot be right
 */
export async function declareRestored(
  { ledger, now }: Records,
  { to, isWritten }: Writing & { readonly to?: string | undefined },
): Promise<RestoreReport> {
  const at = now();
  const declarable = await declarableOf(ledger, to, at);
  const point = moment(declarable.declaration.restoredTo);
  const since = `what was claimed since ${point} may be forgotten`;
  const view = { written: isWritten, restored_to: point };
  if (!isWritten) {
    const text = `Would write: ${since}, and what is open is only read. Say --yes to write it.`;
    return { text, view };
  }
  const count = await writeRestored(ledger, declarable, at);
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
  { ledger, now }: Records,
  { isWritten }: Writing,
): Promise<RestoreReport> {
  const at = now();
  const { tableId } = await describe(ledger);
  const restore = await fetchDeclaration(ledger);
  if (restore?.tableId !== tableId) {
    throw new UsageError('Nothing is known of a restore of this table. Say restore declare first.');
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
