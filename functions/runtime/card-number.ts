/** Groups of digits as people write card numbers: together, or parted by single blanks or hyphens; not a fraction. */
const groupsOfDigits = /(?<!\d|\d\.)\d+(?:[ -]\d+)*/g;

/** JSON's escapes, whose digits and letters are no part of the text. */
const escapes = /\\u[\da-f]{4}|\\./gi;

/** First digit of a card network (2 to 6), 14 to 19 digits. */
const cardShape = /^[2-6]\d{13,18}$/;

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

const digitsMax = 19;

/** Whether neighbouring groups, from one of them on, make a card number: other numbers may stand beside it. */
function startsCard(groups: readonly string[], start: number): boolean {
  let digits = '';
  for (let index = start; index < groups.length && digits.length < digitsMax; index += 1) {
    digits += groups[index] ?? '';
    if (cardShape.test(digits) && isLuhn(digits)) return true;
  }
  return false;
}

const makesCard = (text: string): boolean => {
  const groups = text.split(/[ -]/);
  return groups.some((_, start) => startsCard(groups, start));
};

/**
 * Whether a JSON text holds what looks like a card number. The ledger keeps no such answer: a provider's has none,
 * unless a caller wrote one into a free field. An order number may look like one; then the answer is not kept, and a
 * replay says so (`result_erased`).
 */
export const hasCardNumber = (json: string): boolean =>
  [...json.replaceAll(escapes, '\n').matchAll(groupsOfDigits)].some(([found]) => makesCard(found));
