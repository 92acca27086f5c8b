import { expect } from '@jest/globals';
import { card, havePayment } from '../orders.ts';
import type { System } from '../system.ts';
import { laterYear, type Members, type Sample } from './documented.ts';

const person = {
  phone: '080-1111-2222',
  family_name: '山田',
  given_name: '太郎',
  family_name_kana: 'ヤマダ',
  given_name_kana: 'タロウ',
};

const isCash = (type: unknown): boolean =>
  type === 'konbini' || type === 'bank_transfer' || type === 'pay_easy';

/** Details that lead to those of an answer. */
function detailsLike({ type, email, store, provider, ...more }: Members): Members {
  const [spent] = (more['prepaid_cards'] ?? []) as { last_four_digits: string }[];
  if (type === 'credit_card') return { ...card, email, month: more['month'], year: laterYear };
  if (type === 'konbini') return { type, email, store };
  if (isCash(type)) return { type, email, ...person };
  const number = `test-number-${spent?.last_four_digits ?? '1111'}`;
  return { type, email, brand: provider, customer_name: '山田太郎', prepaid_number: number };
}

/** Makes the payment that a sample is about, as it was before the sample's request. */
export async function makeFor(local: System, { path, answer }: Sample): Promise<string> {
  const { amount, tax, currency, external_order_num, metadata, locale } = answer;
  const details = (answer['payment_details'] ?? {}) as Members;
  const order = { amount, currency, external_order_num, metadata, locale };
  const { id } = await havePayment(local, {
    ...order,
    // A tax that is the rate's own was not sent; that of 2018 is another one today.
    ...(tax !== 80 && tax !== 8 && { tax }),
    capture: path.endsWith('/refund') ? 'true' : 'false',
    payment_details: detailsLike(details),
  });
  const wasPaid = answer['captured_at'] !== null;
  const waits = isCash(details['type']) || 'redirect_url' in details;
  if (wasPaid && waits) await local.sandbox('POST', `komoju/payments/${id}/pay`);
  return id;
}

/** Where a sample's request goes here. */
export const pathHere = (path: string, id: string): string =>
  `/komoju${path.replace(/(?<=\/payments\/)\w+/, id)}`;

/** What an answer shows that its request does not decide: a new payment's state is not the sample's. */
export const undecided = ({ method }: Sample): Members =>
  method === 'POST' ? {} : { status: expect.stringMatching(/^(pending|authorized)$/) };

/** The name of a sample's test. */
export const nameOf = ({ method, path, form, answer }: Sample): string => {
  const details = answer['payment_details'] as { type: string } | undefined;
  const type = form['payment_details[type]'] ?? details?.type;
  return `${method} ${path}${type === undefined ? '' : ` by ${type}`}`;
};

/** Whether a sample is about a payment, or all of them. */
export const isOfPayment = ({ path }: Sample): boolean => path.startsWith('/api/v1/payments');
export const isList = ({ answer }: Sample): boolean => answer['resource'] === 'list';
