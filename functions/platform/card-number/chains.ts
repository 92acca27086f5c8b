import { lengths } from './check.ts';
import { firstOf, type Digits } from './digits.ts';
import { behindMoment } from './moments.ts';

/** Groups with only separators between them: from `from` to before `to`. */
export type Chain = { readonly from: number; readonly to: number };

/** The number of digits from one group to before another. */
export const digitsIn = (digits: Digits, { from, to }: Chain): number =>
  firstOf(digits, to) - firstOf(digits, from);

/** The chain that begins with a group. It ends before a letter, and before a date. */
function chainFrom(digits: Digits, from: number): Chain {
  let to = from + 1;
  while (to < digits.groups && digits.isJoined[to] === 1 && behindMoment(digits, to) === to)
    to += 1;
  return { from, to };
}

/** The chains of a text that have as many digits as a card number. No date is in one. */
export function chainsOf(digits: Digits): readonly Chain[] {
  const chains: Chain[] = [];
  for (let group = 0; group < digits.groups;) {
    const from = behindMoment(digits, group);
    if (from === group) {
      const chain = chainFrom(digits, from);
      if (digitsIn(digits, chain) >= lengths.min) chains.push(chain);
      group = chain.to;
    } else group = from;
  }
  return chains;
}
