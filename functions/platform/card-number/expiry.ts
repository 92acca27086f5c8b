import { endOf, sizeOf, startOf, type Digits } from './digits.ts';

/** A month and a year: 12/2030. */
export const expiryDigitsMax = 6;

/** The longest way of writing one: 12 / 2030. */
const charactersMax = 9;

/** Whether a group and the next one, which is before `to`, are an expiry, such as 12/30 or 12-2030. */
export function isExpiry(digits: Digits, group: number, to: number): boolean {
  if (group + 2 > to || sizeOf(digits, group) > 2 || sizeOf(digits, group + 1) > 4) return false;
  const start = startOf(digits, group);
  const end = endOf(digits, group + 1);
  if (end - start > charactersMax) return false;
  return /^(?:0?[1-9]|1[0-2]) ?[-/] ?(?:20)?\d\d$/.test(digits.text.slice(start, end));
}
