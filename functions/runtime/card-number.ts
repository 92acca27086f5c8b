/**
 * Digits that could be a card's, alone or grouped by blanks or hyphens, not part of a longer word: first digit of a
 * card network (2 to 6), 14 to 19 digits.
 */
const candidate = /(?<![\w.])[2-6]\d(?:[ -]?\d){12,17}(?![\w.])/g;

/** The check digit that every card number has (ISO/IEC 7812-1, "Luhn"). */
export function isLuhn(digits: string): boolean {
  let sum = 0;
  for (let index = 0; index < digits.length; index += 1) {
    const digit = Number(digits.charAt(digits.length - 1 - index));
    const doubled = index % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

/**
 * Whether a text holds what looks like a card number. The ledger keeps no such text: a provider's answer has none,
 * unless a caller wrote one into a free field. An order number may look like one; then the answer is not kept, and a
 * replay says so (`result_erased`).
 */
export const hasCardNumber = (text: string): boolean =>
  [...text.matchAll(candidate)].some(([found]) => isLuhn(found.replaceAll(/\D/g, '')));
