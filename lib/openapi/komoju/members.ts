import { listOf, object, oneOf, pairs, text, textOrNull, type Schema } from '../schema.ts';

/*
 * What KOMOJU's documents and its Node client (2018, 2020, seen 2026) name in bodies besides what the contracts check.
 * KOMOJU judges these members, so nothing here refuses one.
 */

const details: Schema = {
  description:
    'How it is paid: a token (`tok_…`), or details with a `type`. Where only tokens are accepted, details may hold no card data.',
  anyOf: [
    text('A token, or a secure token that is OK.'),
    object(['type'], { type: text(), store: text(), email: text(), phone: text() }),
  ],
  examples: [{ type: 'konbini', store: 'lawson', email: 'taro@example.com' }],
};

/** JSON and older clients' forms say it in different words. */
const capture: Schema = {
  description:
    'Whether the money is taken at once: `true` or `auto`; with `false` or `manual` it is only held.',
};

const tax: Schema = {
  description: 'A number, or `auto`, which is taken where none is named: Japan’s 10 % on top.',
};

const fraud = pairs('`customer_ip`, `customer_email` and others, for the check of fraud.');
const description = textOrNull();
const order = textOrNull('The number of the merchant’s order, up to 255 characters.');

const paymentCreate = {
  payment_details: details,
  customer: textOrNull('A stored customer, in place of `payment_details`.'),
  capture,
  tax,
  external_order_num: order,
  description,
  locale: text('`ja`, `en` or `ko`.'),
  return_url: text('Where the customer comes back from another page.'),
  fraud_details: fraud,
};

const sessionCreate = {
  mode: text('`payment`, which is taken where none is named, `customer` or `customer_payment`.'),
  return_url: text(
    'Where the customer comes back. What it says is not to be believed: show the session.',
  ),
  payment_types: listOf(text(), 'The ways to pay; all that are active where none is named.'),
  default_locale: text('`ja`, `en` or `ko`.'),
  expires_in_seconds: { type: ['integer', 'string'], description: 'At most a day.' },
  email: textOrNull(),
  external_customer_id: textOrNull(),
  customer_id: textOrNull('A stored customer whose card is to be replaced.'),
  line_items: listOf({ type: 'object' }, 'What is bought, as the page shows it.'),
  payment_data: object([], { external_order_num: order, capture }, 'Of the payment.'),
};

const refundRequest = {
  customer_name: text(),
  bank_name: text(),
  bank_code: textOrNull(),
  branch_name: textOrNull(),
  branch_number: text(),
  account_type: oneOf(['normal', 'checking', 'savings']),
  account_number: text(),
  include_payment_method_fee: { type: ['boolean', 'string'] },
  description,
};

/** Members of bodies, by operation. */
export const members: Readonly<Record<string, Readonly<Record<string, Schema>>>> = {
  'komoju.payment.create': paymentCreate,
  'komoju.payment.update': { description },
  'komoju.payment.capture': { tax },
  'komoju.payment.refund': { fraud_details: fraud },
  'komoju.payment.refund-request': refundRequest,
  'komoju.customer.create': { payment_details: details, email: textOrNull(), currency: text() },
  'komoju.customer.update': { payment_details: details, email: textOrNull() },
  'komoju.session.create': sessionCreate,
  'komoju.session.pay': { payment_details: details, capture, fraud_details: fraud },
  'komoju.token.create': { payment_details: details, currency: text() },
  'komoju.secure-token.create': {
    payment_details: details,
    customer: textOrNull('A stored customer, in place of `payment_details`.'),
    return_url: text('Where the customer comes back from the bank.'),
  },
  'komoju.webhook': {
    id: text(),
    type: text('`payment.captured` and others; what is not about a payment is left alone.'),
    resource: { const: 'event' },
    data: { type: 'object', description: 'The payment as it was then.' },
    created_at: text(),
    reason: textOrNull(),
  },
};
