import { chainsOf, type Chain } from './chains.ts';
import { couldBeCard, lengths } from './check.ts';
import { firstOf, isAfterPoint, isSameBetween, sizeOf, type Digits } from './digits.ts';
import { isExpiry } from './expiry.ts';
import { readDigits } from './read-digits.ts';
import { report, reportIfCard, type Search } from './search.ts';
import { reportSingles } from './singles.ts';
import { reportUneven, reportUsual, reportWhole } from './windows.ts';
import { wordReader, type IsInId } from './words.ts';

/** Where a group stands. */
type Surroundings = { readonly chain: Chain; readonly isInId: IsInId };

/** Whether a number that is as short as an expiry or a verification value stands beside a group. */
const hasShortNeighbour = (digits: Digits, group: number, { from, to }: Chain): boolean =>
  (group > from && sizeOf(digits, group - 1) <= 4) ||
  (group + 1 < to && sizeOf(digits, group + 1) <= 4);

/** Whether a group is no number of its own: it is behind a decimal point, or in an id by chance. */
const isPart = (digits: Digits, group: number, { chain, isInId }: Surroundings): boolean =>
  (group > chain.from && isAfterPoint(digits, group)) ||
  (!hasShortNeighbour(digits, group, chain) && isInId(group));

/** In front of an expiry, a card number may be the end of a longer number. */
function reportEnds(search: Search, first: number, end: number): void {
  const latest = end - lengths.min;
  for (let start = Math.max(first, end - lengths.max); start <= latest; start += 1) {
    reportIfCard(search, start, end);
  }
}

/** Reports a card number that is one group. */
function reportGroup(search: Search, group: number, by: Surroundings): void {
  const { digits } = search;
  const first = firstOf(digits, group);
  const end = firstOf(digits, group + 1);
  if (isExpiry(digits, group + 1, by.chain.to)) {
    reportEnds(search, first, end);
  } else if (couldBeCard(digits, first, end) && !isPart(digits, group, by)) {
    report(search, first, end);
  }
}

/** Reports what begins or ends with each group of a chain. */
function reportByGroups(search: Search, chain: Chain, isInId: IsInId): void {
  const { digits } = search;
  const { from, to } = chain;
  const by = { chain, isInId };
  let singles = 0;
  /** Since here, the same separator stands between the groups. */
  let evenFrom = from;
  for (let group = from; group < to; group += 1) {
    if (group >= from + 2 && !isSameBetween(digits, group)) {
      reportUneven(search, evenFrom, group);
      evenFrom = group - 1;
    }
    const size = sizeOf(digits, group);
    singles = size === 1 ? singles + 1 : 0;
    if (singles >= lengths.min) reportSingles(search, group, singles);
    else if (size === 4) reportUsual(search, group, to);
    else if (size >= lengths.min) reportGroup(search, group, by);
  }
  reportUneven(search, evenFrom, to);
}

/** Finds the card numbers of a text. What it costs grows with the text's length, and no faster. */
export function findCardNumbers(text: string, isJson: boolean): Search {
  const digits = readDigits(text, isJson);
  const search: Search = { digits, hidden: new Uint8Array(text.length), isFound: false };
  const isInId = wordReader(digits);
  for (const chain of chainsOf(digits)) {
    reportWhole(search, chain);
    reportByGroups(search, chain, isInId);
  }
  return search;
}
