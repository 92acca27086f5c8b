import type { Chain } from './chains.ts';
import { endOf, sizeOf, startOf, type Digits } from './digits.ts';

/** A month and a year: 12/2030. */
export const expiryDigitsMax = 6;

/** The longest way of writing one: 12 / 2030. */
const charactersMax = 9;

/** Whether the groups of a chain from `from` on begin with an expiry, such as 12/30 or 12-2030. */
export function isExpiry(digits: Digits, { from, to }: Chain): boolean {
  if (from + 2 > to || sizeOf(digits, from) > 2) return false;
  const [start, end] = [startOf(digits, from), endOf(digits, from + 1)];
  if (end - start > charactersMax) return false;
  return /^(?:0?[1-9]|1[0-2]) ?[-/] ?(?:20)?\d\d$/.test(digits.text.slice(start, end));
}
