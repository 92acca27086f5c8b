import { deadlineDays, showsConfirmationCode } from '../assumptions.ts';
import { readText, type Fields } from '../protocol/fields.ts';
import { newDigits } from '../protocol/ids.ts';
import { endOfDayIn } from '../protocol/timestamps.ts';
import { checkPhone, readEmail, readExpiryDays } from './cash.ts';
import { instructionsUrl, type Opening, type Order } from './opening.ts';

/** Cash at a convenience store. Every store name is accepted, because KOMOJU's list has changed over the years. */
export type Konbini = {
  kind: 'konbini';
  email: string | null;
  store: string | null;
  expiryDays: number | null;
};

/** Reads the details of a payment at a convenience store. */
export function readKonbini(details: Fields): Konbini {
  checkPhone(details);
  return {
    kind: 'konbini',
    email: readEmail(details),
    store: readText(details, 'store'),
    expiryDays: readExpiryDays('konbini', details),
  };
}

/** Waits for the customer, who shows these codes at the till (documents of 2018 and 2020). */
export const openKonbini = (method: Konbini, order: Order): Opening => ({
  status: 'authorized',
  payment_deadline: endOfDayIn(method.expiryDays ?? deadlineDays.konbini, order.now),
  payment_details: {
    type: 'konbini',
    email: method.email,
    store: method.store,
    confirmation_code: showsConfirmationCode(method.store) ? newDigits(4) : null,
    receipt: `WNT${newDigits(8)}`,
    instructions_url: instructionsUrl(order),
  },
});
