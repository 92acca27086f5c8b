import { couldBeCard } from './check.ts';
import type { Digits } from './digits.ts';

/** What stays of a card number: as much as a receipt may show. */
const shown = { first: 6, last: 4 };

/** What was found in a text. */
export type Search = {
  readonly digits: Digits;
  /** For each digit how many must not be shown from there on. */
  readonly hidden: Uint8Array;
  isFound: boolean;
};

/** Takes down that the digits from `first` to before `end` are a card's number. */
export function report(search: Search, first: number, end: number): void {
  const { hidden } = search;
  const from = first + shown.first;
  const count = end - shown.last - from;
  search.isFound = true;
  if ((hidden[from] ?? 0) < count) hidden[from] = count;
}

/** The same, where they could be one. */
export function reportIfCard(search: Search, first: number, end: number): void {
  if (couldBeCard(search.digits, first, end)) report(search, first, end);
}
