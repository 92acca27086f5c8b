const backslash = '\\'.charCodeAt(0);

/** A character as it is meant, and how many of the text's characters write it. */
type Character = { readonly code: number; readonly length: number };

/** The unit that `\u0034` writes; undefined where the text has no such escape at this place. */
function escapedUnit(text: string, at: number): number | undefined {
  if (text.charCodeAt(at) !== backslash || text.charAt(at + 1) !== 'u') return undefined;
  const hex = text.slice(at + 2, at + 6);
  return /^[\da-f]{4}$/i.test(hex) ? Number.parseInt(hex, 16) : undefined;
}

const isHigh = (unit: number): boolean => unit >= 0xd800 && unit < 0xdc00;
const isLow = (unit = 0): boolean => unit >= 0xdc00 && unit < 0xe000;

function escaped(text: string, at: number): Character {
  const unit = escapedUnit(text, at);
  if (unit === undefined) {
    // Of the short escapes none is a digit or a letter; all of them separate.
    return { code: backslash, length: /["\\/bfnrt]/.test(text.charAt(at + 1)) ? 2 : 1 };
  }
  const low = isHigh(unit) ? escapedUnit(text, at + 6) : undefined;
  if (low === undefined || !isLow(low)) return { code: unit, length: 6 };
  return { code: 0x1_00_00 + ((unit - 0xd800) << 10) + (low - 0xdc00), length: 12 };
}

/** Whether one unit of the text is a character by itself: neither an escape nor half of a pair. */
export const isPlain = (unit: number): boolean =>
  unit !== backslash && (unit < 0xd800 || unit > 0xdfff);

/** The character that is written at a place by an escape of JSON, or by a pair of units. */
export function characterAt(text: string, at: number): Character {
  if (text.charCodeAt(at) === backslash) return escaped(text, at);
  const code = text.codePointAt(at) ?? 0;
  return { code, length: code > 0xffff ? 2 : 1 };
}
