import { deadlineDays } from '../assumptions.ts';
import type { Fields } from '../protocol/fields.ts';
import { newDigits } from '../protocol/ids.ts';
import { endOfDayIn } from '../protocol/timestamps.ts';
import { checkPhone, readEmail, readExpiryDays } from './cash.ts';
import { instructionsUrl, type Opening, type Order } from './opening.ts';

/** A transfer to an account that KOMOJU opens for this one payment. */
export type BankTransfer = {
  kind: 'bank_transfer';
  email: string | null;
  expiryDays: number | null;
};

/** Reads the details of a bank transfer. */
export function readBankTransfer(details: Fields): BankTransfer {
  checkPhone(details);
  return {
    kind: 'bank_transfer',
    email: readEmail(details),
    expiryDays: readExpiryDays('bank_transfer', details),
  };
}

/** Waits for the transfer; bank, branch and holder are those of the sample answers (2018 and 2020). */
export const openBankTransfer = (method: BankTransfer, order: Order): Opening => ({
  status: 'authorized',
  payment_deadline: endOfDayIn(method.expiryDays ?? deadlineDays.bank_transfer, order.now),
  payment_details: {
    type: 'bank_transfer',
    email: method.email,
    order_id: `K${newDigits(10)}`,
    bank_name: '三井住友銀行',
    account_branch_name: 'ひなぎく',
    account_number: newDigits(3),
    account_type: '普通預金',
    account_name: '株式会社DEGICA(カブシキガイシャ デジカ)',
    instructions_url: instructionsUrl(order),
  },
});
