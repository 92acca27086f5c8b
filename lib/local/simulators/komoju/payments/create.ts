import { keepNewest, rememberedMax } from '../../../host/bounded.ts';
import { capturesAtOnce } from '../assumptions.ts';
import type { Call } from '../call.ts';
import { authorizeMethod, takePaymentMethod } from '../payment-method.ts';
import { openPayment, typeOf, type PaymentMethod } from '../payment-types/payment-types.ts';
import { rejection } from '../protocol/errors.ts';
import { isGiven, readAmount, readText, type Fields } from '../protocol/fields.ts';
import { newId } from '../protocol/ids.ts';
import { readMetadata } from '../protocol/metadata.ts';
import { timestamp } from '../protocol/timestamps.ts';
import { find, type Payment } from '../state.ts';
import { readCurrency } from './currency.ts';
import { taxOn } from './tax.ts';

const locales = ['ja', 'en', 'ko'];

function readLocale(fields: Fields): string {
  const locale = readText(fields, 'locale') ?? 'ja';
  if (!locales.includes(locale)) {
    throw rejection('invalid_parameter', 'locale', `must be one of ${locales.join(', ')}`);
  }
  return locale;
}

/** Whether to capture at once; KOMOJU does so where a request says nothing. */
function readCapture(fields: Fields): boolean {
  const given = fields['capture'];
  const capture = isGiven(given) ? capturesAtOnce(given) : true;
  if (capture === undefined) {
    throw rejection('invalid_parameter', 'capture', 'must be auto or manual, or true or false');
  }
  return capture;
}

/** Who pays and how. A request has either payment details or a stored customer, not both. */
function takePayer(call: Call): { customer: string | null; method: PaymentMethod } {
  const { fields, state } = call;
  const customer = readText(fields, 'customer');
  if (customer === null) return { customer, method: takePaymentMethod(call) };
  if (isGiven(fields['payment_details'])) {
    throw rejection('invalid_parameter', 'customer', 'excludes payment_details');
  }
  const entry = find(state.customers, customer);
  if (entry === undefined) throw rejection('invalid_parameter', 'customer', 'does not exist');
  const { email } = entry.customer;
  return { customer, method: { ...entry.method, email: email ?? entry.method.email } };
}

/** Creates a payment. A declined payment is not stored. */
export function createPayment(call: Call): Payment {
  const { state, fields } = call;
  const amount = readAmount(fields);
  const tax = taxOn(amount, fields['tax']);
  const currency = readCurrency(fields);
  const locale = readLocale(fields);
  const description = readText(fields, 'description');
  const externalOrderNum = readText(fields, 'external_order_num', 255);
  const metadata = readMetadata(fields);
  const capture = readCapture(fields);
  const { customer, method } = takePayer(call);
  authorizeMethod(method, call);

  const id = newId();
  const now = call.now();
  const fee = state.fees[typeOf(method)] ?? 0;
  const total = amount + tax + fee;
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
  keepNewest(state.payments, rememberedMax);
  return payment;
}
