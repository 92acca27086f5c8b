import { after, isPast, secondMs, skewMs, type EpochMs } from '../platform/clock.ts';
import type { Window } from '../providers/contract.ts';
import type { Entry } from '../ledger/record.ts';
import { quietFrom } from '../ledger/transitions.ts';

export const wholeSecond = (moment: EpochMs): EpochMs => (moment - (moment % secondMs)) as EpochMs;

/**
 * Where something that an operation made is looked for, as the provider dates it; whole seconds, as its lists are asked.
 * It ends behind the quarantine and not with the assumed flight, lest an effect that is later still be taken for none.
 */
export const windowOf = (entry: Pick<Entry, 'firstAt' | 'lastAt'>): Window => ({
  from: wholeSecond(after(entry.firstAt, -skewMs)),
  to: wholeSecond(after(quietFrom(entry), skewMs)),
});

/** The fewest windows that cover them all: one walk serves every operation in it. */
export function merged(windows: readonly Window[]): readonly Window[] {
  const all: Window[] = [];
  for (const window of [...windows].sort((one, other) => one.from - other.from)) {
    const last = all.at(-1);
    if (last === undefined || !isPast(window.from, last.to)) all.push(window);
    else all[all.length - 1] = { from: last.from, to: Math.max(last.to, window.to) as EpochMs };
  }
  return all;
}
