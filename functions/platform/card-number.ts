/** Groups of digits as people write card numbers: without separators, or with 1 to 3 blanks, dashes, slashes, dots or underscores. */
const groupsOfDigits = /\d+(?:[\p{Zs}\p{Pd}/._]{1,3}\d+)*/gu;

/** The escapes of JSON. They can write any character, also a digit. */
const escapes = /\\(?:u([\da-f]{4})|["\\/bfnrt])/gi;

/** The text without escapes, with digits of full width and the like as plain ones. Only digits and what separates them count. */
const plain = (json: string): string =>
  json
    .replaceAll(escapes, (escape, code: string | undefined) => {
      if (code !== undefined) return String.fromCharCode(Number.parseInt(code, 16));
      return escape === '\\/' ? '/' : '\n';
    })
    .normalize('NFKC');

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

/**
 * A word as long as a provider's id, in which letters and digits alternate at random. Its digits are not a card number,
 * but in one of a few hundred ids of 32 hexadecimal digits some of them look like one.
 */
const longWords = /[\da-z_]{25,}/gi;
const isId = (word: string): boolean => [...word.matchAll(/(?=\d[a-z]|[a-z]\d)/gi)].length >= 4;

const digitsMax = 19;

/** Digits, and whether a dot comes before them. */
type Group = { readonly digits: string; readonly isAfterDot: boolean };

/** A single dot is a decimal point. The digits of a decimal number may look like a card number by chance. */
function isDecimal([first, ...others]: readonly Group[]): boolean {
  const dots = others.filter(({ isAfterDot }) => isAfterDot).length;
  return dots === 1 || (dots === 0 && first?.isAfterDot === true);
}

/** Whether the groups from `start` on begin with a card number. Other numbers may follow it. */
function startsCard(groups: readonly Group[], start: number): boolean {
  let digits = '';
  for (let index = start; index < groups.length && digits.length < digitsMax; index += 1) {
    digits += groups[index]?.digits ?? '';
    const isCard = cardShape.test(digits) && isLuhn(digits);
    if (isCard && !isDecimal(groups.slice(start, index + 1))) return true;
  }
  return false;
}

const makesCard = (text: string): boolean => {
  const groups = [...text.matchAll(/(\D*)(\d+)/g)].map(([, before = '', digits = '']) => ({
    digits,
    isAfterDot: before.includes('.'),
  }));
  return groups.some((_, start) => startsCard(groups, start));
};

/**
 * Whether a JSON text holds what looks like a card number. The ledger does not store such an answer. Providers do not
 * answer with card numbers, but a caller may have written one into a free field. An order number may look like a card
 * number; then the answer is not stored either, and a replay says so (`result_erased`).
 */
export function hasCardNumber(json: string): boolean {
  const text = plain(json);
  return hasCard(text) && hasCard(text.replaceAll(longWords, withoutId));
}

const hasCard = (text: string): boolean =>
  [...text.matchAll(groupsOfDigits)].some(([found]) => makesCard(found));

const withoutId = (word: string): string => (isId(word) ? 'id' : word);
