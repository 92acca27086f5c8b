import type { Chain } from './chains.ts';
import { beginsLikeAnIssuers, isLuhn, lengths } from './check.ts';
import { firstOf, sizeOf, type Digits } from './digits.ts';

/** Takes a card number that was found: its digits from `first` to before `end`. */
export type Report = (first: number, end: number) => void;

/** Reports card numbers that are written digit by digit. They begin at any of the single digits that follow each other. */
export function reportSingles(digits: Digits, { from, to }: Chain, report: Report): void {
  let singles = 0;
  for (let group = to - 1; group >= from; group -= 1) {
    singles = sizeOf(digits, group) === 1 ? singles + 1 : 0;
    if (singles < lengths.min) continue;
    const first = firstOf(digits, group);
    if (!beginsLikeAnIssuers(digits, first)) continue;
    const last = first + Math.min(singles, lengths.max);
    for (let end = first + lengths.min; end <= last; end += 1) {
      if (isLuhn(digits, first, end)) report(first, end);
    }
  }
}
