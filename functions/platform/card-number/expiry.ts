import { endOf, firstOf, sizeOf, startOf, type Digits } from './digits.ts';

/** A month and a year: 12/2030. */
export const expiryDigitsMax = 6;

/** The longest way of writing one: 12 / 2030. */
const charactersMax = 9;

/** Whether two groups have the lengths of a month and a year, and the first begins like a month. The pattern is tried only there. */
function mayBeExpiry(digits: Digits, group: number): boolean {
  const month = sizeOf(digits, group);
  const year = sizeOf(digits, group + 1);
  if (month > 2 || (year !== 2 && year !== 4)) return false;
  return month === 1 || (digits.values[firstOf(digits, group)] ?? 0) <= 1;
}

/** Whether a group and the next one, which is before `to`, are an expiry, such as 12/30 or 12-2030. */
export function isExpiry(digits: Digits, group: number, to: number): boolean {
  if (group + 2 > to || !mayBeExpiry(digits, group)) return false;
  const start = startOf(digits, group);
  const end = endOf(digits, group + 1);
  if (end - start > charactersMax) return false;
  return /^(?:0?[1-9]|1[0-2]) ?[-/] ?(?:20)?\d\d$/.test(digits.text.slice(start, end));
}
