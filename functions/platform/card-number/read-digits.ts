import {
  invisible,
  kindOf,
  kindsInJson,
  kindsInText,
  letter,
  separator,
  special,
} from './characters.ts';
import type { Digits } from './digits.ts';
import { codeAt, widthAt } from './escapes.ts';

/** The units of a text. From an array they are read faster than from the text. */
function unitsOf(text: string): Uint16Array {
  const units = new Uint16Array(text.length);
  Buffer.from(units.buffer).write(text, 'utf16le');
  return units;
}

const empty = (text: string): Digits => ({
  text,
  units: unitsOf(text),
  values: new Uint8Array(text.length),
  starts: new Int32Array(text.length),
  parted: new Uint8Array(text.length),
  isQuoted: new Uint8Array(text.length),
  plain: new Uint8Array(text.length + 1),
  doubled: new Uint8Array(text.length + 1),
  firsts: new Int32Array(text.length + 1),
  ends: new Int32Array(text.length),
  count: 0,
  groups: 0,
});

const quote = '"'.charCodeAt(0);

/** The kinds of characters in a text, or else, where `quoted` is 0, in JSON between its strings. */
const kindsWhere = (quoted: number): Uint8Array => (quoted === 0 ? kindsInJson : kindsInText);

/** What a digit counts where it counts double. */
const twice = Uint8Array.of(0, 2, 4, 6, 8, 1, 3, 5, 7, 9);

/**
 * Finds the digits of a text, those of other scripts and in JSON's escapes too. Every character is looked at once, in
 * one loop that calls nothing for most of them: V8 must compile it while the first text waits.
 *
 * @param isJson whether the text is JSON, so that its structure separates one value from the next
 */
export function readDigits(text: string, isJson: boolean): Digits {
  const digits = empty(text);
  const { units, values, starts, isQuoted, plain, doubled, firsts, ends, parted } = digits;
  let quoted = Number(!isJson);
  let kinds = kindsWhere(quoted);
  let between = letter;
  let count = 0;
  let groups = 0;
  let sumPlain = 0;
  let sumDoubled = 0;
  for (let at = 0; at < units.length;) {
    const unit = units[at] ?? 0;
    let kind = kinds[unit] ?? 0;
    let width = 1;
    if (kind === special) {
      if (unit === quote) {
        kind = separator;
        quoted = isJson ? 1 - quoted : quoted;
        kinds = kindsWhere(quoted);
      } else {
        width = widthAt(units, at);
        kind = kindOf(codeAt(units, at, width));
      }
    }
    if (kind > 9) between = Math.max(between, kind);
    else {
      if (between > invisible) {
        firsts[groups] = count;
        parted[groups] = between;
        groups += 1;
      }
      between = 0;
      values[count] = kind;
      starts[count] = at;
      isQuoted[count] = quoted;
      count += 1;
      const sum = sumDoubled + kind;
      sumDoubled = (sumPlain + (twice[kind] ?? 0)) % 10;
      sumPlain = sum % 10;
      plain[count] = sumPlain;
      doubled[count] = sumDoubled;
      ends[groups - 1] = at + width;
    }
    at += width;
  }
  firsts[groups] = count;
  return Object.assign(digits, { count, groups });
}
