import { separator } from './characters.ts';

/** The digits of a text, where each stands in it, and the groups that they make. */
export type Digits = {
  readonly text: string;
  /** The text's units of UTF-16. */
  readonly units: Uint16Array;
  readonly values: Uint8Array;
  /** Where in the text each digit starts. */
  readonly starts: Int32Array;
  /**
   * The last figure of the sum of the digits before each, where every second one counts double, as the check digit wants
   * it: the last of them plain, and the last of them doubled.
   */
  readonly plain: Uint8Array;
  readonly doubled: Uint8Array;
  /** Whether a digit stands in a string, where the text is JSON. */
  readonly isQuoted: Uint8Array;
  /** The index of each group's first digit; behind the last group, the number of all digits. */
  readonly firsts: Int32Array;
  /** Where in the text each group ends. */
  readonly ends: Int32Array;
  /** What stands between each group and the one before: at most a `separator`, or a `letter`. */
  readonly parted: Uint8Array;
  /** How many digits there are, and how many groups: of digits with no visible character between them. */
  count: number;
  groups: number;
};

/** The index of a group's first digit; that of the group behind the last one is the number of all digits. */
export const firstOf = ({ firsts }: Digits, group: number): number => firsts[group] ?? 0;

export const sizeOf = ({ firsts }: Digits, group: number): number =>
  (firsts[group + 1] ?? 0) - (firsts[group] ?? 0);

/** Whether only separators stand between a group and the one before. */
export const isJoined = ({ parted }: Digits, group: number): boolean => parted[group] === separator;

/** Where in the text a group starts, and where it ends. */
export const startOf = ({ starts, firsts }: Digits, group: number): number =>
  starts[firsts[group] ?? 0] ?? 0;
export const endOf = ({ ends }: Digits, group: number): number => ends[group] ?? 0;

/** Whether the same stands before and behind the group before one: the separators of 11-11-11. */
export function isSameBetween(digits: Digits, group: number): boolean {
  const { units } = digits;
  const start = endOf(digits, group - 1);
  const startBefore = endOf(digits, group - 2);
  const length = startOf(digits, group) - start;
  if (length !== startOf(digits, group - 1) - startBefore) return false;
  for (let at = 0; at < length; at += 1) {
    if (units[start + at] !== units[startBefore + at]) return false;
  }
  return true;
}

const point = '.'.charCodeAt(0);

/** Whether exactly a decimal point stands between a group and the one before it. */
export const isAfterPoint = (digits: Digits, group: number): boolean =>
  startOf(digits, group) - endOf(digits, group - 1) === 1 &&
  digits.units[endOf(digits, group - 1)] === point;
