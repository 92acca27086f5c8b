import { refusal } from '../protocol/errors.ts';
import { isGiven, readNumber } from '../protocol/fields.ts';

/** The highest consumption tax rate in Japan since October 2019, in percent. It was 8 in older samples. */
const ratePercent = 10;

/** Rounds halves up, as the documents say for a tax that is finer than the currency. */
const roundHalfUp = (value: number): number => Math.floor(value + 0.5);

/** The tax on an amount: what the request says, or the Japanese rate if it says `auto` or nothing. */
export function taxOn(amount: number, given: unknown): number {
  if (!isGiven(given) || given === 'auto') return roundHalfUp((amount * ratePercent) / 100);
  const tax = readNumber(given, 'tax');
  if (tax < 0) throw refusal('invalid_parameter', 'tax', 'must be greater than or equal to 0');
  return roundHalfUp(tax);
}
