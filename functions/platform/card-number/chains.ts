import { lengths } from './check.ts';
import { firstOf, isJoined, type Digits } from './digits.ts';
import { behindMoment, mayBeDate } from './moments.ts';

/** Groups with only separators between them: from `from` to before `to`. */
export type Chain = { readonly from: number; readonly to: number };

/** The number of digits from one group to before another. */
export const digitsIn = (digits: Digits, from: number, to: number): number =>
  firstOf(digits, to) - firstOf(digits, from);

/** The chains of a text that have as many digits as a card number. A chain ends before a letter, and before a date. */
export function chainsOf(digits: Digits): readonly Chain[] {
  const { groups } = digits;
  const chains: Chain[] = [];
  let from = 0;
  const add = (to: number): void => {
    if (digitsIn(digits, from, to) >= lengths.min) chains.push({ from, to });
  };
  for (let group = 0; group < groups;) {
    const behind = mayBeDate(digits, group) ? behindMoment(digits, group) : group;
    if (behind > group || !isJoined(digits, group)) {
      add(group);
      from = behind;
    }
    group = behind > group ? behind : group + 1;
  }
  add(groups);
  return chains;
}
