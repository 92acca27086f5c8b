import { shownOfVoucher, type VoucherType } from '../assumptions.ts';
import { readText, type Fields } from '../protocol/fields.ts';
import { readEmail } from './cash.ts';
import type { Opening } from './opening.ts';

/** An account elsewhere that is charged by name and password. The password is not stored. */
export type Voucher = {
  kind: 'voucher';
  type: VoucherType;
  email: string | null;
  account: Readonly<Record<string, string | null>>;
};

/** Reads the details of a voucher. */
export function readVoucher(details: Fields, type: VoucherType): Voucher {
  const name = shownOfVoucher[type];
  const account = { [name]: readText(details, name) };
  return { kind: 'voucher', type, email: readEmail(details), account };
}

/** Paid at once (documents of 2018 and 2020). */
export const openVoucher = ({ type, email, account }: Voucher): Opening => ({
  status: 'captured',
  payment_deadline: null,
  payment_details: { type, email, ...account },
});
