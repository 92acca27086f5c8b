import { paramOfDetail } from './assumptions.ts';
import { isGiven, readText, readWhole, type Fields } from './fields.ts';
import { newDigits } from './ids.ts';

/** A payment in cash at a convenience store. The stores are an open list, for KOMOJU's has changed over the years. */
export type Konbini = {
  type: 'konbini';
  email: string | null;
  store: string | null;
  expiryDays: number | null;
};

/** 0 to 59 days. KOMOJU documentation, payments (seen 2026). */
const expiryDaysMost = 59;

export function readKonbini(details: Fields): Konbini {
  const days = details['expiry_days'];
  return {
    type: 'konbini',
    email: readText(details, 'email'),
    store: readText(details, 'store'),
    expiryDays: isGiven(days)
      ? readWhole(days, paramOfDetail('expiry_days'), [0, expiryDaysMost])
      : null,
  };
}

/** What a payment tells its customer to show at the till. */
export type KonbiniDetails = {
  type: 'konbini';
  email: string | null;
  store: string | null;
  confirmation_code: string;
  receipt: string;
  instructions_url: string;
};

export function konbiniDetails(
  { type, email, store }: Konbini,
  payment: { id: string; locale: string },
): KonbiniDetails {
  return {
    type,
    email,
    store,
    confirmation_code: newDigits(4),
    receipt: `WNT${newDigits(8)}`,
    instructions_url: `https://komoju.com/${payment.locale}/instructions/${payment.id}`,
  };
}
