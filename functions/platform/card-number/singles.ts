import { beginsLikeAnIssuers, isLuhn, lengths } from './check.ts';
import { firstOf } from './digits.ts';
import { report, type Search } from './search.ts';

/** Reports the longest card number that is written digit by digit and ends with a group, of so many of one digit each. */
export function reportSingles(search: Search, group: number, singles: number): void {
  const { digits } = search;
  const end = firstOf(digits, group) + 1;
  const latest = end - lengths.min;
  for (let first = end - Math.min(singles, lengths.max); first <= latest; first += 1) {
    if (isLuhn(digits, first, end) && beginsLikeAnIssuers(digits, first)) {
      report(search, first, end);
      return;
    }
  }
}
