import { invisible, kindOf, letter } from './characters.ts';
import { characterAt, isPlain } from './escapes.ts';

/** All digits of a text, where each stands in it, and the groups that they make. */
export type Digits = {
  readonly text: string;
  readonly values: Uint8Array;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /**
   * The last figure of the sum of the digits before each, where every second one counts double, as the check digit wants
   * it: those of even index, and those of odd index. A part whose sum ends in 0 has the same figure at both ends.
   */
  readonly evenDoubled: Uint8Array;
  readonly oddDoubled: Uint8Array;
  /** Whether a digit stands in a string, where the text is JSON. */
  readonly isQuoted: Uint8Array;
  /** The index of each group's first digit; behind the last group, the number of all digits. */
  readonly firsts: Int32Array;
  /** Whether only separators stand between a group and the one before. */
  readonly isJoined: Uint8Array;
  /** The number of groups: of digits with no visible character between them. */
  groups: number;
};

type Reading = {
  readonly digits: Digits;
  count: number;
  isInGroup: boolean;
  isJoined: boolean;
  isQuoted: boolean;
};

const quote = '"'.charCodeAt(0);

/** Between two values of JSON stands one of these. In a string they are text. */
const isStructure = new Uint8Array(0x1_00_00);
for (const each of ' \t\r\n,:{}[]') isStructure[each.charCodeAt(0)] = 1;

/** Whether a character ends a value of JSON. */
function endsValue(reading: Reading, unit: number): boolean {
  if (unit === quote) reading.isQuoted = !reading.isQuoted;
  return unit === quote || (!reading.isQuoted && isStructure[unit] === 1);
}

function addDigit(reading: Reading, value: number, place: number): void {
  const { digits, count } = reading;
  digits.values[count] = value;
  digits.starts[count] = place;
  const doubled = value > 4 ? value * 2 - 9 : value * 2;
  const isEven = count % 2 === 0;
  digits.evenDoubled[count + 1] =
    ((digits.evenDoubled[count] ?? 0) + (isEven ? doubled : value)) % 10;
  digits.oddDoubled[count + 1] =
    ((digits.oddDoubled[count] ?? 0) + (isEven ? value : doubled)) % 10;
  digits.isQuoted[count] = Number(reading.isQuoted);
  reading.count += 1;
  if (reading.isInGroup) return;
  digits.firsts[digits.groups] = count;
  digits.isJoined[digits.groups] = Number(reading.isJoined);
  digits.groups += 1;
  reading.isInGroup = true;
  reading.isJoined = true;
}

/** Reads one character, of `code`. */
function read(reading: Reading, code: number, place: { start: number; end: number }): void {
  const kind = kindOf(code);
  if (kind <= 9) {
    reading.digits.ends[reading.count] = place.end;
    addDigit(reading, kind, place.start);
  } else if (kind !== invisible) {
    reading.isInGroup = false;
    if (kind === letter) reading.isJoined = false;
  }
}

const empty = (text: string): Digits => ({
  text,
  values: new Uint8Array(text.length),
  starts: new Int32Array(text.length),
  ends: new Int32Array(text.length),
  evenDoubled: new Uint8Array(text.length + 1),
  oddDoubled: new Uint8Array(text.length + 1),
  isQuoted: new Uint8Array(text.length),
  firsts: new Int32Array(text.length + 1),
  isJoined: new Uint8Array(text.length),
  groups: 0,
});

/**
 * Finds the digits of a text, those of other scripts and in JSON's escapes too. Every character is looked at once.
 *
 * @param isJson whether the text is JSON, so that its structure separates one value from the next
 */
export function readDigits(text: string, isJson: boolean): Digits {
  const digits = empty(text);
  const reading = { digits, count: 0, isInGroup: false, isJoined: false, isQuoted: false };
  for (let start = 0; start < text.length;) {
    const unit = text.charCodeAt(start);
    const special = isPlain(unit) ? undefined : characterAt(text, start);
    const end = start + (special?.length ?? 1);
    if (isJson && special === undefined && endsValue(reading, unit)) {
      reading.isInGroup = false;
      reading.isJoined = false;
    } else read(reading, special?.code ?? unit, { start, end });
    start = end;
  }
  digits.firsts[digits.groups] = reading.count;
  return digits;
}

/** The index of a group's first digit; that of the group behind the last one is the number of all digits. */
export const firstOf = ({ firsts }: Digits, group: number): number => firsts[group] ?? 0;

export const sizeOf = (digits: Digits, group: number): number =>
  firstOf(digits, group + 1) - firstOf(digits, group);

/** Where in the text a group starts, and where it ends. */
export const startOf = (digits: Digits, group: number): number =>
  digits.starts[firstOf(digits, group)] ?? 0;
export const endOf = (digits: Digits, group: number): number =>
  digits.ends[firstOf(digits, group + 1) - 1] ?? 0;

/** Whether the same stands before and behind the group before one: the separators of 11-11-11. */
export function isSameBetween(digits: Digits, group: number): boolean {
  const { text } = digits;
  const [start, end] = [endOf(digits, group - 1), startOf(digits, group)];
  const [startBefore, endBefore] = [endOf(digits, group - 2), startOf(digits, group - 1)];
  if (end - start !== endBefore - startBefore) return false;
  if (text.charCodeAt(start) !== text.charCodeAt(startBefore)) return false;
  return end - start === 1 || text.slice(start, end) === text.slice(startBefore, endBefore);
}

/** Whether exactly a decimal point stands between a group and the one before it. */
export const isAfterPoint = (digits: Digits, group: number): boolean =>
  startOf(digits, group) - endOf(digits, group - 1) === 1 &&
  digits.text.charAt(endOf(digits, group - 1)) === '.';
