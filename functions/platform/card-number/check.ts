import type { Digits } from './digits.ts';
import { issuerRanges } from './issuer-ranges.ts';

/** How many digits a card number has. */
export const lengths = { min: 13, max: 19 };

/** How many digits the ranges of issuers are written with. */
const prefixDigits = 8;

/** Whether the digits from `first` on begin like the numbers of an issuer. There must be eight. */
export function beginsLikeAnIssuers({ values }: Digits, first: number): boolean {
  let prefix = 0;
  for (let index = first; index < first + prefixDigits; index += 1) {
    prefix = prefix * 10 + (values[index] ?? 0);
  }
  for (const [from, to] of issuerRanges) {
    if (prefix <= to) return prefix >= from;
  }
  return false;
}

/** The check digit that every card number has (ISO/IEC 7812-1, "Luhn"). Every second digit from the end counts double. */
export function isLuhn({ evenDoubled, oddDoubled }: Digits, first: number, end: number): boolean {
  const sums = end % 2 === 0 ? evenDoubled : oddDoubled;
  return sums[end] === sums[first];
}

/** Whether the digits from `first` to before `end` could be a card's number, wherever they stand. */
export const couldBeCard = (digits: Digits, first: number, end: number): boolean =>
  end - first >= lengths.min &&
  end - first <= lengths.max &&
  isLuhn(digits, first, end) &&
  beginsLikeAnIssuers(digits, first);
