import { refusal } from '../protocol/errors.ts';
import { isGiven, type Fields } from '../protocol/fields.ts';

/** What KOMOJU's official client for Node lists (seen 2026). */
const currencies = new Set(
  'JPY USD EUR TWD KRW PLN GBP HKD SGD NZD AUD IDR MYR PHP THB CNY BRL CHF CAD VND'.split(' '),
);

export function readCurrency(fields: Fields): string {
  const currency = fields['currency'];
  if (!isGiven(currency)) throw refusal('missing_parameter', 'currency');
  if (typeof currency !== 'string' || !currencies.has(currency)) {
    throw refusal('invalid_currency', 'currency');
  }
  return currency;
}
