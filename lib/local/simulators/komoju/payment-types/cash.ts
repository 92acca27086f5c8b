import { honoursExpiryDays, paramOfDetail, type CashType } from '../assumptions.ts';
import { rejection } from '../protocol/errors.ts';
import { isGiven, readText, readWhole, type Fields } from '../protocol/fields.ts';

/** Days to pay that a request may ask for: 0 to 59. KOMOJU documentation, payments (seen 2026). */
const maxExpiryDays = 59;

/** The days that a customer has to pay, or null if the request names none or KOMOJU ignores it. */
export function readExpiryDays(type: CashType, details: Fields): number | null {
  const days = details['expiry_days'];
  if (!isGiven(days)) return null;
  const wanted = readWhole(days, paramOfDetail('expiry_days'), [0, maxExpiryDays]);
  return honoursExpiryDays[type] ? wanted : null;
}

/** At least ten digits, with any other characters between them. Schema in KOMOJU's Ruby client (seen 2026). */
export function checkPhone(details: Fields): void {
  const phone = readText(details, 'phone');
  if (phone === null || phone.replace(/\D/g, '').length >= 10) return;
  throw rejection('invalid_parameter', paramOfDetail('phone'), 'must have ten digits or more');
}

/** The customer's address, if there is one. */
export const readEmail = (details: Fields): string | null => readText(details, 'email', 255);
