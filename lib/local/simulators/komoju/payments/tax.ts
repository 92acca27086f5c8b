import { rejection } from '../protocol/errors.ts';
import { isGiven, readNumber } from '../protocol/fields.ts';

/** The standard consumption tax rate in Japan since October 2019, in percent. It is 8 in older samples. */
const ratePercent = 10;

/** Rounds halves up, as the documents say for a tax with fractions of the currency's unit. */
const roundHalfUp = (value: number): number => Math.floor(value + 0.5);

/** The tax on an amount: the tax in the request, or the Japanese rate if the request says `auto` or nothing. */
export function taxOn(amount: number, given: unknown): number {
  if (!isGiven(given) || given === 'auto') return roundHalfUp((amount * ratePercent) / 100);
  const tax = readNumber(given, 'tax');
  if (tax < 0) throw rejection('invalid_parameter', 'tax', 'must be greater than or equal to 0');
  return roundHalfUp(tax);
}
