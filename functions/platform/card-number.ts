/** Groups of digits as people write card numbers: together, or parted by a few blanks, dashes, slashes, dots or lines. */
const groupsOfDigits = /\d+(?:[\p{Zs}\p{Pd}/._]{1,3}\d+)*/gu;

/** JSON's escapes, by which any character can be written, a digit too. */
const escapes = /\\(?:u([\da-f]{4})|["\\/bfnrt])/gi;

/** The text behind the escapes, digits of full width and the like as plain ones; only digits and what parts them counts. */
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
 * A word as long as a provider's id, in which letters and digits take turns at random: a run of digits in it is nobody's
 * card number, though one in a few hundred ids of 32 hexadecimal digits has one that looks like it.
 */
const longWords = /[\da-z_]{25,}/gi;
const isId = (word: string): boolean => [...word.matchAll(/(?=\d[a-z]|[a-z]\d)/gi)].length >= 4;

const digitsMax = 19;

/** Digits, and whether a dot stands before them. */
type Group = { readonly digits: string; readonly isAfterDot: boolean };

/** A single dot is that of a decimal, whose fraction may look like anything. */
function isDecimal([first, ...others]: readonly Group[]): boolean {
  const dots = others.filter(({ isAfterDot }) => isAfterDot).length;
  return dots === 1 || (dots === 0 && first?.isAfterDot === true);
}

/** Whether neighbouring groups, from one of them on, make a card number: other numbers may stand beside it. */
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
 * Whether a JSON text holds what looks like a card number. The ledger keeps no such answer: a provider's has none,
 * unless a caller wrote one into a free field. An order number may look like one; then the answer is not kept, and a
 * replay says so (`result_erased`).
 */
export function hasCardNumber(json: string): boolean {
  const text = plain(json);
  return hasCard(text) && hasCard(text.replaceAll(longWords, idsAside));
}

const hasCard = (text: string): boolean =>
  [...text.matchAll(groupsOfDigits)].some(([found]) => makesCard(found));

const idsAside = (word: string): string => (isId(word) ? 'id' : word);
