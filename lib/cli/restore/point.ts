import { after, minuteMs, type EpochMs } from '../../../functions/platform/clock.ts';
import { mayBeForgotten } from '../../../functions/recovery/restore.ts';
import { moment } from '../prospect.ts';
import { newestRecordAt } from './newest-record.ts';
import type { Ledger } from '../open-operations.ts';
import { describe, fetchDeclaration, type Declaration } from './setting.ts';
import { UsageMistake } from '../usage-mistake.ts';

/** AWS promises of a backup only what was written a minute before its time. Points in time are to the second. */
const backupLagMs = minuteMs;

/** How much later than the newest record a point may be that is typed: nothing may have been claimed in between. */
const quietMs = 5 * minuteMs;

const isMoment = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

/** @throws UsageMistake where it is no moment, lies in the future, or is later than the table can have been restored to */
function checkTyped(to: string, newestAt: EpochMs | undefined, at: EpochMs): EpochMs {
  const typed = Date.parse(to) as EpochMs;
  if (!isMoment.test(to) || !(typed <= at)) {
    throw new UsageMistake(
      '--to must be a moment in the past, in UTC with a Z at its end, such as 2026-11-21T00:00:00Z.',
    );
  }
  if (newestAt !== undefined && typed > after(newestAt, quietMs)) {
    const newest = moment(newestAt);
    throw new UsageMistake(
      `--to is ${moment(typed)}, and the newest record of the table is of ${newest}: what was claimed in between would be charged again. All times are UTC. Say --to ${newest}, or an earlier moment.`,
    );
  }
  return typed;
}

/** The earliest of the moments that are known. */
const earliest = (first: EpochMs, ...others: readonly (EpochMs | undefined)[]): EpochMs =>
  Math.min(first, ...others.filter((other) => other !== undefined)) as EpochMs;

/** A declaration that could be written, and the one that it replaces. */
export type Declarable = {
  readonly declaration: Declaration;
  readonly seen: Declaration | undefined;
};

/**
 * From when on a table may have forgotten what was claimed. AWS says it of a table that it restored; of others a person
 * does. Where it may be earlier than it was said, it is: that costs longer lookups, and a later one costs a second charge.
 *
 * A declaration for the same table that is not in use yet is corrected, to an earlier or a later point. Of an earlier
 * restore that still matters the earlier point counts.
 *
 * @param to what a person says; undefined where nobody did
 * @throws UsageMistake where it must be said or must not, or cannot be right
 */
export async function declarableOf(
  ledger: Ledger,
  to: string | undefined,
  at: EpochMs,
): Promise<Declarable> {
  const { tableId, restoredTo } = await describe(ledger);
  const seen = await fetchDeclaration(ledger);
  const corrected = seen?.tableId === tableId && seen.inUseAt === undefined ? seen : undefined;
  const earlierTo = corrected
    ? corrected.earlierTo
    : mayBeForgotten(seen, at)
      ? seen.restoredTo
      : undefined;
  if (restoredTo !== undefined) {
    if (to !== undefined) {
      throw new UsageMistake(
        `The table says itself that it was restored to ${moment(restoredTo)}. Leave --to out.`,
      );
    }
    const point = earliest(after(restoredTo, -backupLagMs), earlierTo);
    return { declaration: { restoredTo: point, tableId, earlierTo }, seen };
  }
  if (to === undefined) {
    throw new UsageMistake(
      'The table does not say to which point it was restored. Say it: --to 2026-11-21T00:00:00Z',
    );
  }
  // A function may have written newer records since a declaration that is corrected.
  const newestAt = corrected ? corrected.newestAt : await newestRecordAt(ledger);
  const point = earliest(checkTyped(to, newestAt, at), newestAt, earlierTo);
  return { declaration: { restoredTo: point, tableId, newestAt, earlierTo }, seen };
}
