import { quarantineEndsAt } from '../../ledger/quarantine.ts';
import type { OperationRecord } from '../../ledger/record.ts';
import { after, isPast, secondMs, skewMs, type EpochMs } from '../../platform/clock.ts';
import type { Window } from '../../providers/list-search.ts';

/** The whole second in which a moment lies. */
export const wholeSecond = (moment: EpochMs): EpochMs => (moment - (moment % secondMs)) as EpochMs;

/** What was made before this is not the operation's, even if it carries its reference: of an older use of the key. */
export const earliestOf = ({ firstAt }: Pick<OperationRecord, 'firstAt'>): EpochMs =>
  wholeSecond(after(firstAt, -skewMs));

/**
 * The time in which something that an operation made is looked for, as the provider dates it. In whole seconds, because
 * lists are asked in seconds. It ends after the quarantine and not after the longest assumed delay: an effect that is
 * even later must not be taken for none.
 */
export const windowOf = (record: Pick<OperationRecord, 'firstAt' | 'lastAt'>): Window => ({
  from: earliestOf(record),
  to: wholeSecond(after(quarantineEndsAt(record), skewMs)),
});

/** The fewest windows that cover them all: one walk through a list serves every operation in it. */
export function merged(windows: readonly Window[]): readonly Window[] {
  const all: Window[] = [];
  for (const window of [...windows].sort((one, other) => one.from - other.from)) {
    const last = all.at(-1);
    if (last === undefined || !isPast(window.from, last.to)) all.push(window);
    else all[all.length - 1] = { from: last.from, to: Math.max(last.to, window.to) as EpochMs };
  }
  return all;
}
