import { sizeOf, startOf, type Digits } from './digits.ts';

const year = String.raw`(?:19|20)\d\d`;
const month = String.raw`(?:0?[1-9]|1[0-2])`;
const day = String.raw`(?:0?[1-9]|[12]\d|3[01])`;
const time = String.raw`(?:T|,? )(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:[.,]\d{1,9})?)?(?: ?(?:Z|[+-]\d\d:?\d\d))?`;

/** 2026-06-17, 17/06/2026 or 6.17.2026, alone or with a time. No part is part of a longer number. */
const moment = new RegExp(
  String.raw`(?<!\d[-/.]?)(?:${year}([-/.])${month}\1${day}|(?:${day}([-/.])${month}|${month}([-/.])${day})(?:\2|\3)${year})(?![-/.]?\d)(?:${time}(?!\d))?`,
  'y',
);

/** Whether three groups have the lengths of a date's parts. The pattern is tried only there. */
export function mayBeDate(digits: Digits, group: number): boolean {
  if (group + 2 >= digits.groups) return false;
  const first = sizeOf(digits, group);
  const third = sizeOf(digits, group + 2);
  if (first === 4 ? third > 2 : third !== 4 || first > 2) return false;
  return sizeOf(digits, group + 1) <= 2;
}

/** The group behind the date and time that begin with a group; the group itself where none do. */
export function behindMoment(digits: Digits, group: number): number {
  moment.lastIndex = startOf(digits, group);
  if (!moment.test(digits.text)) return group;
  let behind = group + 3;
  while (behind < digits.groups && startOf(digits, behind) < moment.lastIndex) behind += 1;
  return behind;
}
