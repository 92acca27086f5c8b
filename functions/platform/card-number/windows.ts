import { digitsIn, type Chain } from './chains.ts';
import { lengths } from './check.ts';
import { endOf, isSameBetween, sizeOf, startOf, type Digits } from './digits.ts';
import { expiryDigitsMax, isExpiry } from './expiry.ts';

/*
 * Which groups of a chain are read as one number. Any groups could be, but of the numbers that happen to follow each
 * other, such as telephone numbers and sums, some would look like a card's. So groups are read as one number where they
 * have the usual lengths, are all single digits, have one separator all along, or are all that there is.
 */

/** Takes groups that may be one number: from one to before another. */
type Visit = (from: number, to: number) => void;

/** How card numbers are printed, by the lengths of the groups: 4 4 4 4 with less or more at the end, or 4 6 5. */
function visitUsual(
  digits: Digits,
  { to }: Chain,
  { from, visit }: { from: number; visit: Visit },
): void {
  if (from + 3 > to) return;
  const [second, third] = [sizeOf(digits, from + 1), sizeOf(digits, from + 2)];
  if (second === 6) visit(from, from + 3);
  if (second !== 4 || third !== 4 || from + 4 > to) return;
  visit(from, from + 4);
  if (from + 5 <= to) visit(from, from + 5);
}

/** Sums and other decimals that follow each other: 123,456.50 / 78.90, or coordinates. */
const decimal = String.raw`(?:\d{1,3}(?:,\d{3}){1,3}(?:\.\d+)?|\d+\.\d+)`;
const decimals = new RegExp(`^${decimal}(?:[^\\d.]+${decimal})*$`);

/** Longer texts are no decimals: there would be more between them than between the parts of one text. */
const decimalsMax = 60;

function areDecimals(digits: Digits, { from, to }: Chain): boolean {
  const [start, end] = [startOf(digits, from), endOf(digits, to - 1)];
  return end - start <= decimalsMax && decimals.test(digits.text.slice(start, end));
}

/** Groups of any length. */
function visitUneven(digits: Digits, window: Chain, visit: Visit): void {
  const count = digitsIn(digits, window);
  const isLikely = count >= lengths.min && count <= lengths.max && window.to - window.from > 1;
  if (isLikely && !areDecimals(digits, window)) visit(window.from, window.to);
}

/** The longest parts of a chain that have the same separator all along. */
function visitEvenlySeparated(digits: Digits, chain: Chain, visit: Visit): void {
  let from = chain.from;
  for (let group = from + 2; group < chain.to; group += 1) {
    if (isSameBetween(digits, group)) continue;
    visitUneven(digits, { from, to: group }, visit);
    from = group - 1;
  }
  visitUneven(digits, { from, to: chain.to }, visit);
}

const verificationDigits = 3;

/** All of a chain, or all but an expiry or a verification value at its end. */
function visitWhole(digits: Digits, chain: Chain, visit: Visit): void {
  if (digitsIn(digits, chain) > lengths.max + expiryDigitsMax + verificationDigits) return;
  visitUneven(digits, chain, visit);
  const { from, to } = chain;
  if (sizeOf(digits, to - 1) === verificationDigits) {
    visitUneven(digits, { from, to: to - 1 }, visit);
  }
  for (let group = from + 1; group < to; group += 1) {
    if (isExpiry(digits, { from: group, to })) visitUneven(digits, { from, to: group }, visit);
  }
}

/** Visits the groups of a chain that may be one number, of more than one group each; single digits are in singles.ts. */
export function visitWindows(digits: Digits, chain: Chain, visit: Visit): void {
  visitWhole(digits, chain, visit);
  visitEvenlySeparated(digits, chain, visit);
  for (let from = chain.from; from < chain.to; from += 1) {
    if (sizeOf(digits, from) === 4) visitUsual(digits, chain, { from, visit });
  }
}
