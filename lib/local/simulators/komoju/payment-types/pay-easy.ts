import { deadlineDays } from '../assumptions.ts';
import type { Fields } from '../protocol/fields.ts';
import { newDigits } from '../protocol/ids.ts';
import { endOfDayIn } from '../protocol/timestamps.ts';
import { checkPhone, readEmail, readExpiryDays } from './cash.ts';
import { instructionsUrl, type Opening, type Order } from './opening.ts';

/** Payment at a bank's machine or on its web pages, by three numbers. */
export type PayEasy = { kind: 'pay_easy'; email: string | null; expiryDays: number | null };

/** Reads the details of a Pay-easy payment. */
export function readPayEasy(details: Fields): PayEasy {
  checkPhone(details);
  return {
    kind: 'pay_easy',
    email: readEmail(details),
    expiryDays: readExpiryDays('pay_easy', details),
  };
}

/** Waits for the customer; the numbers are as long as in the sample answer of 2020. */
export const openPayEasy = (method: PayEasy, order: Order): Opening => ({
  status: 'authorized',
  payment_deadline: endOfDayIn(method.expiryDays ?? deadlineDays.pay_easy, order.now),
  payment_details: {
    type: 'pay_easy',
    email: method.email,
    bank_id: newDigits(5),
    customer_id: newDigits(20),
    confirmation_id: newDigits(6),
    instructions_url: instructionsUrl(order),
  },
});
