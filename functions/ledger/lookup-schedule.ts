import { after, hourMs, isPast, minuteMs, type EpochMs } from '../platform/clock.ts';
import { unknownMs } from './outgoing.ts';
import { listLagMs, quarantineEndsAt } from './quarantine.ts';
import type { ConditionalWrite, OperationRecord } from './record.ts';
import { readAgainShardOf } from './transitions.ts';

/* When the provider is read next for an operation that stays open. */

/** After this every claim has reached the indexes. */
export const indexLagMs = minuteMs;

/** What a read that left an operation open showed; or that a provider that is down was asked in vain. */
export type Progress = 'none' | 'not_found' | 'observed' | 'unanswered';

/** A provider is read again after a minute, after two, four … and in the end every hour. */
const intervalMaxMs = hourMs;

const waitMs = (progress: Progress, reads: number): number => {
  if (progress === 'not_found') return listLagMs;
  return progress === 'observed' ? indexLagMs : Math.min(2 ** reads * minuteMs, intervalMaxMs);
};

/**
 * Puts off the next read of an operation that stays open: longer each time, but not beyond the end of the quarantine,
 * from which it counts that nothing is found, nor beyond the moment from which other systems are told that nobody knows.
 *
 * @param seen the time by which the index named it: whoever comes second to put it off changes nothing
 */
export function postponeRead(
  record: Pick<OperationRecord, 'id' | 'firstAt' | 'lastAt' | 'reads'>,
  { seen, at, progress }: { seen: EpochMs; at: EpochMs; progress: Progress },
): ConditionalWrite {
  const onlyIf = { readAt: seen };
  // It is no read: the operation comes again with those that were not asked.
  if (progress === 'unanswered') return { set: { readAt: after(at, minuteMs) }, onlyIf };
  const { reads = 0 } = record;
  const next = after(at, waitMs(progress, reads));
  const stops = [quarantineEndsAt(record), after(record.firstAt, unknownMs)];
  const ahead = stops.filter((stop) => !isPast(stop, at));
  const readAt = Math.min(next, ...ahead) as EpochMs;
  return {
    set: { readAt, reads: reads + 1, shard: readAgainShardOf(record.id) },
    onlyIf,
  };
}

/** The same for a record that this version cannot read: it must not delay those that it can. */
export const postponeUnreadable = (
  { id, readAt }: Pick<OperationRecord, 'id'> & { readonly readAt: EpochMs },
  at: EpochMs,
): ConditionalWrite => ({
  set: { readAt: after(at, intervalMaxMs), shard: readAgainShardOf(id) },
  onlyIf: { readAt },
});
