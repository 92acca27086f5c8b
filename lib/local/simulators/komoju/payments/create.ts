import { isFalse } from '../assumptions.ts';
import type { Call } from '../call.ts';
import { readCurrency } from './currency.ts';
import { refusal } from '../protocol/errors.ts';
import { isGiven, readAmount, readText, type Fields } from '../protocol/fields.ts';
import { newId } from '../protocol/ids.ts';
import { readMetadata } from '../protocol/metadata.ts';
import { timestamp } from '../protocol/timestamps.ts';
import type { PaymentDetails, Status } from '../payment-types/opening.ts';
import {
  authorizeMethod,
  openPayment,
  takePaymentMethod,
  typeOf,
  type PaymentMethod,
} from '../payment-types/payment-types.ts';
import type { RefundRequest } from './request-refund.ts';
import type { Refund } from './refund.ts';
import { find } from '../state.ts';
import { taxOn } from './tax.ts';

/** A payment, member by member in the order in which KOMOJU's sample answers write it. */
export type Payment = {
  id: string;
  resource: 'payment';
  status: Status;
  amount: number;
  tax: number;
  customer: string | null;
  payment_deadline: string | null;
  payment_details: PaymentDetails;
  payment_method_fee: number;
  /** What the customer pays: amount, tax and fee. */
  total: number;
  currency: string;
  description: string | null;
  captured_at: string | null;
  external_order_num: string | null;
  metadata: Fields;
  created_at: string;
  amount_refunded: number;
  locale: string;
  refunds: Refund[];
  refund_requests: RefundRequest[];
};

const locales = ['ja', 'en', 'ko'];

function readLocale(fields: Fields): string {
  const locale = readText(fields, 'locale') ?? 'ja';
  if (!locales.includes(locale)) {
    throw refusal('invalid_parameter', 'locale', `must be one of ${locales.join(', ')}`);
  }
  return locale;
}

/** Who pays and how: exactly one of payment details and a known customer. */
function takePayer(call: Call): { customer: string | null; method: PaymentMethod } {
  const { fields, state } = call;
  const customer = readText(fields, 'customer');
  if (customer === null) return { customer, method: takePaymentMethod(call) };
  if (isGiven(fields['payment_details'])) {
    throw refusal('invalid_parameter', 'customer', 'excludes payment_details');
  }
  const entry = find(state.customers, customer);
  if (entry === undefined) throw refusal('invalid_parameter', 'customer', 'does not exist');
  const { email } = entry.customer;
  return { customer, method: { ...entry.method, email: email ?? entry.method.email } };
}

/** Takes money, or what leads to money. A declined payment leaves nothing behind. */
export function createPayment(call: Call): Payment {
  const { state, fields } = call;
  const amount = readAmount(fields);
  const tax = taxOn(amount, fields['tax']);
  const currency = readCurrency(fields);
  const locale = readLocale(fields);
  const description = readText(fields, 'description');
  const externalOrderNum = readText(fields, 'external_order_num', 255);
  const metadata = readMetadata(fields);
  const { customer, method } = takePayer(call);
  authorizeMethod(method, call);

  const id = newId();
  const now = call.now();
  const fee = state.fees[typeOf(method)] ?? 0;
  const total = amount + tax + fee;
  const capture = !isFalse(fields['capture']);
  const { status, payment_deadline, payment_details } = openPayment(method, {
    id,
    locale,
    total,
    capture,
    now,
  });
  const payment: Payment = {
    id,
    resource: 'payment',
    status,
    amount,
    tax,
    customer,
    payment_deadline,
    payment_details,
    payment_method_fee: fee,
    total,
    currency,
    description,
    captured_at: status === 'captured' ? timestamp(now) : null,
    external_order_num: externalOrderNum,
    metadata,
    created_at: timestamp(now),
    amount_refunded: 0,
    locale,
    refunds: [],
    refund_requests: [],
  };
  state.payments[id] = payment;
  return payment;
}

/** The payment that a path names. */
export function showPayment({ state, path }: Call): Payment {
  const payment = find(state.payments, path['id'] ?? '');
  if (payment === undefined) throw refusal('not_found');
  return payment;
}
