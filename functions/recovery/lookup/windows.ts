import { maxEffectAfterClaimMs, quarantineEndsAt } from '../../ledger/quarantine.ts';
import type { OperationRecord } from '../../ledger/record.ts';
import {
  after,
  earlier,
  isPast,
  minuteMs,
  secondMs,
  skewMs,
  type EpochMs,
} from '../../platform/clock.ts';
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

/** How far a provider's clock usually differs, with the time that a request usually takes. */
const usualSkewMs = minuteMs / 2;

/**
 * The time in which an operation is looked for at a moment. While an absence proves nothing yet, a look can only find: the
 * first goes where nearly everything is, and the later ones to where an effect may be by the longest delay that is
 * assumed. Once an absence counts, it is {@link windowOf}.
 */
export function searchWindowOf(
  record: Pick<OperationRecord, 'firstAt' | 'lastAt' | 'reads'>,
  at: EpochMs,
): Window {
  const whole = windowOf(record);
  if (isPast(quarantineEndsAt(record), at)) return whole;
  if (record.reads !== undefined && record.reads > 0) {
    const to = after(record.lastAt, maxEffectAfterClaimMs + skewMs);
    return { from: whole.from, to: earlier(wholeSecond(to), whole.to) };
  }
  return usualWindowOf(record);
}

/** Where nearly everything is that an operation made. */
const usualWindowOf = (record: Pick<OperationRecord, 'firstAt' | 'lastAt'>): Window => ({
  from: wholeSecond(after(record.firstAt, -usualSkewMs)),
  to: wholeSecond(after(record.lastAt, usualSkewMs)),
});

/**
 * What a list is asked for to show a window: a second more on either side, for whether what was made in the very seconds
 * that it is asked for is shown is not documented.
 */
export const around = ({ from, to }: Window): Window => ({
  from: after(from, -secondMs),
  to: after(to, secondMs),
});

/** A window in so many parts of the same length, of whole seconds. What lies at the border of two is in both. */
export function partsOf({ from, to }: Window, count: number): readonly Window[] {
  const seconds = (to - from) / secondMs;
  const parts = Math.max(Math.min(count, seconds), 1);
  const border = (part: number): EpochMs =>
    after(from, Math.floor((seconds * part) / parts) * secondMs);
  return Array.from({ length: parts }, (_, part) => ({
    from: border(part),
    to: part === parts - 1 ? to : border(part + 1),
  }));
}

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
