import type { Digits } from './digits.ts';
import { issuerRanges, prefixDigits } from './issuer-ranges.ts';

/** How many digits a card number has. */
export const lengths = { min: 13, max: 19 };

/** 1 for each beginning of an issuer. */
const isIssuers = new Uint8Array(10 ** prefixDigits);
for (const [from, to] of issuerRanges) isIssuers.fill(1, from, to + 1);

/** Whether the digits from `first` on begin like the numbers of an issuer. There must be as many as an issuer has. */
export function beginsLikeAnIssuers({ values }: Digits, first: number): boolean {
  let prefix = 0;
  for (let index = first; index < first + prefixDigits; index += 1) {
    prefix = prefix * 10 + (values[index] ?? 0);
  }
  return isIssuers[prefix] === 1;
}

/** The check digit that every card number has (ISO/IEC 7812-1, "Luhn"). Every second digit from the end counts double. */
export function isLuhn({ plain, doubled }: Digits, first: number, end: number): boolean {
  const before = (end - first) % 2 === 0 ? plain : doubled;
  return plain[end] === before[first];
}

/** Whether the digits from `first` to before `end` could be a card's number, wherever they stand. */
export const couldBeCard = (digits: Digits, first: number, end: number): boolean =>
  end - first >= lengths.min &&
  end - first <= lengths.max &&
  isLuhn(digits, first, end) &&
  beginsLikeAnIssuers(digits, first);
