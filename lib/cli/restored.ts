import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { after, dayMs, type EpochMs } from '../../functions/platform/clock.ts';
import { ledgerStore } from '../../functions/ledger/store.ts';
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
import { listOpen, type Ledger } from './open-operations.ts';
import { moment } from './format.ts';

/** What a person says of a restored table: to which point it was restored, or that all functions use it now. */
export type Said = {
  readonly to?: string | undefined;
  readonly 'in-use': boolean;
  /** Whether it is written; else it is only told what would be. */
  readonly yes: boolean;
};

const usage =
  'Say restored --to 2026-11-21T00:00:00Z before the deployment, and restored --in-use after it.';

const patienceMs = 10_000;

/** How long after the setting was written a deployment may bring the table into use. */
const deployingMs = dayMs;

const settingOf = async ({ client, table }: Ledger): Promise<Restore | undefined> =>
  readRestore(await fetchRestore(client, table)());

/** Lets every operation that was open at the point of the restore only be read. @throws what the table gave instead */
async function distrustOpen(ledger: Ledger, restore: Restore, lastAt: EpochMs): Promise<number> {
  const open = (await listOpen(ledger)).flatMap(({ entry }) =>
    entry !== 'unreadable' && entry.firstAt <= restore.restoredTo ? [entry] : [],
  );
  for (const entry of open) {
    const table = ledgerStore(ledger.client, ledger.table, AbortSignal.timeout(patienceMs));
    const written = await table.update(entry.id, markReadOnly(entry, restore, lastAt));
    if (written.kind === 'lost') throw written.cause;
  }
  return open.length;
}

const numbered = (moments: Readonly<Record<string, EpochMs>>) =>
  Object.fromEntries(Object.entries(moments).map(([name, at]) => [name, { N: String(at) }]));

const isMoment = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

/** @throws UsageError where `to` is no moment in the past, or a restore to an earlier one is still minded */
async function restoredTo(ledger: Ledger, to: string, at: EpochMs): Promise<Restore> {
  const restore = { restoredTo: Date.parse(to) as EpochMs };
  if (!isMoment.test(to) || !(restore.restoredTo <= at)) {
    throw new UsageError('--to must be a moment in the past, such as 2026-11-21T00:00:00Z.');
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
  const count = await distrustOpen(ledger, restore, after(at, deployingMs));
  await ledger.client.send(
    new UpdateItemCommand({
      TableName: ledger.table,
      Key: restoreKey,
      UpdateExpression: 'SET restoredTo = :to REMOVE inUseAt',
      ConditionExpression: 'attribute_not_exists(pk) OR restoredTo >= :to OR inUseAt <= :over',
      ExpressionAttributeValues: numbered({
        ':to': restore.restoredTo,
        ':over': after(at, -guardMs),
      }),
    }),
  );
  return count;
}

/** Tells the table that no function uses the old one any more. */
async function writeInUse(ledger: Ledger, restore: Restore, at: EpochMs): Promise<void> {
  await distrustOpen(ledger, restore, at);
  await ledger.client.send(
    new UpdateItemCommand({
      TableName: ledger.table,
      Key: restoreKey,
      UpdateExpression: 'SET inUseAt = :at',
      ConditionExpression: 'restoredTo = :to',
      ExpressionAttributeValues: numbered({ ':at': at, ':to': restore.restoredTo }),
    }),
  );
}

async function tellTo(ledger: Ledger, { to = '', yes }: Said, at: EpochMs): Promise<string> {
  const restore = await restoredTo(ledger, to, at);
  const since = `what was claimed since ${moment(restore.restoredTo)} may be forgotten`;
  if (!yes) return `Would write: ${since}, and what is open is only read. Say --yes to write it.`;
  const count = await writeRestored(ledger, restore, at);
  return [
    `Written: ${since}; ${count} open operations are only read from now on.`,
    'Now deploy, within a day, and then say restored --in-use.',
  ].join('\n');
}

async function tellInUse(ledger: Ledger, { yes }: Said, at: EpochMs): Promise<string> {
  const restore = await settingOf(ledger);
  if (restore === undefined) throw new UsageError(`Nothing is known of a restore. ${usage}`);
  if (restore.inUseAt !== undefined) {
    throw new UsageError(`That was said already: in use since ${moment(restore.inUseAt)}.`);
  }
  const since = `no function has used another table since ${moment(at)}`;
  if (!yes) return `Would write: ${since}. Say --yes to write it.`;
  await writeInUse(ledger, restore, at);
  return [
    `Written: ${since}.`,
    `From ${moment(after(at, maxEffectAfterClaimMs + listLagMs))} an operation that is not found at the provider counts as new.`,
    `Until ${moment(after(at, guardMs))} every new one is looked for there first; functions that run know it within a minute.`,
  ].join('\n');
}

/**
 * `operations restored`: shows or writes what the functions must know of a restored table.
 *
 * @throws UsageError where what is said cannot be, or would shorten what another restore has begun
 */
export async function tellRestored(ledger: Ledger, said: Said, at: EpochMs): Promise<string> {
  if ((said.to === undefined) !== said['in-use']) throw new UsageError(usage);
  return said['in-use'] ? await tellInUse(ledger, said, at) : await tellTo(ledger, said, at);
}
