import { honoursExpiryDays, paramOfDetail, type CashType } from '../assumptions.ts';
import { refusal } from '../protocol/errors.ts';
import { isGiven, readText, readWhole, type Fields } from '../protocol/fields.ts';

/** Days to pay that a request may ask for: 0 to 59. KOMOJU documentation, payments (seen 2026). */
const expiryDaysMost = 59;

/** The days that a customer has, or null where the request does not say or is not listened to. */
export function readExpiryDays(type: CashType, details: Fields): number | null {
  const days = details['expiry_days'];
  if (!isGiven(days)) return null;
  const asked = readWhole(days, paramOfDetail('expiry_days'), [0, expiryDaysMost]);
  return honoursExpiryDays[type] ? asked : null;
}

/** Ten digits at least, whatever stands between them. Schema in KOMOJU's Ruby client (seen 2026). */
export function checkPhone(details: Fields): void {
  const phone = readText(details, 'phone');
  if (phone === null || phone.replace(/\D/g, '').length >= 10) return;
  throw refusal('invalid_parameter', paramOfDetail('phone'), 'must have ten digits or more');
}

export const readEmail = (details: Fields): string | null => readText(details, 'email', 255);
