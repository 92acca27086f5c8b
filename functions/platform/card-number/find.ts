import { chainsOf, type Chain } from './chains.ts';
import { couldBeCard, lengths } from './check.ts';
import { firstOf, isAfterPoint, readDigits, sizeOf, type Digits } from './digits.ts';
import { isExpiry } from './expiry.ts';
import { reportSingles, type Report } from './singles.ts';
import { visitWindows } from './windows.ts';
import { wordReader, type IsInId } from './words.ts';

/** Whether a number that is as short as an expiry or a verification value stands beside a group. */
const hasShortNeighbour = (digits: Digits, group: number, { from, to }: Chain): boolean =>
  (group > from && sizeOf(digits, group - 1) <= 4) ||
  (group + 1 < to && sizeOf(digits, group + 1) <= 4);

/** Whether a group is no number of its own: it is behind a decimal point, or in an id by chance. */
const isPart = (digits: Digits, group: number, by: { chain: Chain; isInId: IsInId }): boolean =>
  group > by.chain.from && isAfterPoint(digits, group)
    ? true
    : !hasShortNeighbour(digits, group, by.chain) && by.isInId(group);

/** In front of an expiry, a card number may be the end of a longer number. */
function reportEnds(
  digits: Digits,
  { first, end }: { first: number; end: number },
  report: Report,
): void {
  const earliest = Math.max(first, end - lengths.max);
  for (let start = earliest; start <= end - lengths.min; start += 1) {
    if (couldBeCard(digits, start, end)) report(start, end);
  }
}

/** Reports card numbers that are one group. */
function reportGroups(digits: Digits, chain: Chain, by: { isInId: IsInId; report: Report }): void {
  for (let group = chain.from; group < chain.to; group += 1) {
    if (sizeOf(digits, group) < lengths.min) continue;
    const [first, end] = [firstOf(digits, group), firstOf(digits, group + 1)];
    if (isExpiry(digits, { from: group + 1, to: chain.to })) {
      reportEnds(digits, { first, end }, by.report);
    } else if (couldBeCard(digits, first, end) && !isPart(digits, group, { chain, ...by })) {
      by.report(first, end);
    }
  }
}

/** What stays of a card number: as much as a receipt may show. */
const shown = { first: 6, last: 4 };

/** What was found in a text: 1 for each digit that must not be shown. */
export type Search = { readonly digits: Digits; readonly hidden: Uint8Array; isFound: boolean };

/** Finds the card numbers of a text. What it costs grows with the text's length, and no faster. */
export function findCardNumbers(text: string, isJson: boolean): Search {
  const digits = readDigits(text, isJson);
  const search: Search = { digits, hidden: new Uint8Array(text.length), isFound: false };
  const isInId = wordReader(digits);
  const report: Report = (first, end) => {
    search.isFound = true;
    for (let at = first + shown.first; at < end - shown.last; at += 1) search.hidden[at] = 1;
  };
  for (const chain of chainsOf(digits)) {
    visitWindows(digits, chain, (from, to) => {
      const [first, end] = [firstOf(digits, from), firstOf(digits, to)];
      if (couldBeCard(digits, first, end)) report(first, end);
    });
    reportSingles(digits, chain, report);
    reportGroups(digits, chain, { isInId, report });
  }
  return search;
}
