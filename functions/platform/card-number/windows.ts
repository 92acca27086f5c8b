import { digitsIn, type Chain } from './chains.ts';
import { lengths } from './check.ts';
import { endOf, firstOf, sizeOf, startOf, type Digits } from './digits.ts';
import { expiryDigitsMax, isExpiry } from './expiry.ts';
import { reportIfCard, type Search } from './search.ts';

/*
 * Which groups of a chain are read as one number. Any groups could be, but of the numbers that happen to follow each
 * other, such as telephone numbers and sums, some would look like a card's. So groups are read as one number where they
 * have the usual lengths, are all single digits, have one separator all along, or are all that there is.
 */

/** Reports groups that are one number. */
function reportWindow(search: Search, from: number, to: number): void {
  reportIfCard(search, firstOf(search.digits, from), firstOf(search.digits, to));
}

/** How card numbers are printed, by the lengths of the groups: 4 4 4 4 with less or more at the end, or 4 6 5. */
export function reportUsual(search: Search, from: number, to: number): void {
  if (from + 3 > to) return;
  const second = sizeOf(search.digits, from + 1);
  if (second === 6) reportWindow(search, from, from + 3);
  if (second !== 4 || sizeOf(search.digits, from + 2) !== 4 || from + 4 > to) return;
  reportWindow(search, from, from + 4);
  if (from + 5 <= to) reportWindow(search, from, from + 5);
}

/** Sums and other decimals that follow each other: 123,456.50 / 78.90, or coordinates. */
const decimal = String.raw`(?:\d{1,3}(?:,\d{3}){1,3}(?:\.\d+)?|\d+\.\d+)`;
const decimals = new RegExp(`^${decimal}(?:[^\\d.]+${decimal})*$`);

/** Longer texts are no decimals: there would be more between them than between the parts of one text. */
const decimalsMax = 60;

function areDecimals(digits: Digits, from: number, to: number): boolean {
  const start = startOf(digits, from);
  const end = endOf(digits, to - 1);
  return end - start <= decimalsMax && decimals.test(digits.text.slice(start, end));
}

/** Groups of any length. */
export function reportUneven(search: Search, from: number, to: number): void {
  const { digits } = search;
  const count = digitsIn(digits, from, to);
  const isLikely = count >= lengths.min && count <= lengths.max && to - from > 1;
  if (isLikely && !areDecimals(digits, from, to)) reportWindow(search, from, to);
}

const verificationDigits = 3;

/** All of a chain, or all but an expiry or a verification value at its end. */
export function reportWhole(search: Search, { from, to }: Chain): void {
  const { digits } = search;
  if (digitsIn(digits, from, to) > lengths.max + expiryDigitsMax + verificationDigits) return;
  reportUneven(search, from, to);
  if (sizeOf(digits, to - 1) === verificationDigits) reportUneven(search, from, to - 1);
  for (let group = from + 1; group < to; group += 1) {
    if (isExpiry(digits, group, to)) reportUneven(search, from, group);
  }
}
