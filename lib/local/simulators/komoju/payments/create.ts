import type { Call } from '../call.ts';
import { cardOfCustomer } from '../customers/card.ts';
import {
  authorizeMethod,
  takePaymentMethod,
  type Price,
  type TakenMethod,
} from '../payment-method.ts';
import { rejection } from '../protocol/errors.ts';
import { isGiven, readAmount, readText } from '../protocol/fields.ts';
import { readMetadata } from '../protocol/metadata.ts';
import { locales, readWord } from '../protocol/words.ts';
import type { Payment } from '../state.ts';
import { addPayment } from './add.ts';
import { readCapture } from './capture-word.ts';
import { readCurrency } from './currency.ts';
import { taxOn } from './tax.ts';

/**
 * Where the sample answers lead the customer of a payment that was made without a session. Nobody waits for that customer
 * here: a control of the sandbox plays them.
 */
const documentedOrigin = 'https://komoju.com';

/** Who pays and how. A request has either payment details or a stored customer, not both. */
function takePayer(call: Call, price: Price): Pick<TakenMethod, 'customer' | 'method'> {
  const { fields, state } = call;
  const customer = readText(fields, 'customer');
  if (customer === null) return takePaymentMethod(call, price);
  if (isGiven(fields['payment_details'])) {
    throw rejection('invalid_parameter', 'customer', 'excludes payment_details');
  }
  return { customer, method: cardOfCustomer(state, customer) };
}

/** Creates a payment. A declined payment is not stored. */
export function createPayment(call: Call): Payment {
  const { fields } = call;
  const amount = readAmount(fields);
  const tax = taxOn(amount, fields['tax']);
  const currency = readCurrency(fields);
  const locale = readWord(fields, 'locale', { words: locales, otherwise: 'ja' });
  const description = readText(fields, 'description');
  const external_order_num = readText(fields, 'external_order_num', 255);
  const metadata = readMetadata(fields);
  const capture = readCapture(fields) ?? true;
  const { customer, method } = takePayer(call, { amount, currency });
  authorizeMethod(method, call);

  const order = { amount, tax, currency, customer, description, external_order_num };
  const terms = { ...order, locale, metadata, method, capture, origin: documentedOrigin };
  return addPayment(terms, call);
}
