import { rejection } from '../protocol/errors.ts';
import { isGiven, type Fields } from '../protocol/fields.ts';

/** The list of KOMOJU's official client for Node (seen 2026). */
const currencies = new Set(
  'JPY USD EUR TWD KRW PLN GBP HKD SGD NZD AUD IDR MYR PHP THB CNY BRL CHF CAD VND'.split(' '),
);

/** The currency of a request, which must name one. */
export function readCurrency(fields: Fields): string {
  const currency = fields['currency'];
  if (!isGiven(currency)) throw rejection('missing_parameter', 'currency');
  if (typeof currency !== 'string' || !currencies.has(currency)) {
    throw rejection('invalid_currency', 'currency');
  }
  return currency;
}
