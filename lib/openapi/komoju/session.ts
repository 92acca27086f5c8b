import {
  flag,
  listOf,
  moment,
  momentOrNull,
  nullable,
  object,
  oneOf,
  pairs,
  ref,
  text,
  textOrNull,
  whole,
  wordLike,
  type Schema,
} from '../schema.ts';

/* Hosted checkout: documentation "Sessions" and the types of KOMOJU's Node client (seen 2026). */

const status = wordLike(
  ['pending', 'completed', 'cancelled'],
  'Completed is not paid: that is the payment’s status to say.',
);

const method = object(
  ['type'],
  {
    type: text(),
    amount: whole(),
    currency: text(),
    customer_fee: whole(),
    offsite: flag(),
    brands: { description: 'Names of cards, or stores by name.' },
  },
  'A way to pay in this session.',
);

const session = object(
  ['id', 'resource', 'status', 'session_url'],
  {
    id: text(),
    resource: { const: 'session' },
    mode: wordLike(['payment', 'customer', 'customer_payment']),
    amount: whole(),
    currency: text(),
    status,
    expired: flag('Whether its time to be paid is over.'),
    session_url: text('The page on which the customer pays.'),
    return_url: textOrNull('Where the customer is sent back to, with `session_id` added.'),
    default_locale: text(),
    payment_methods: listOf(ref('KomojuSessionMethod')),
    created_at: moment(),
    completed_at: momentOrNull(),
    cancelled_at: momentOrNull(),
    payment: nullable(ref('KomojuPayment')),
    payment_data: {
      type: ['object', 'null'],
      properties: {
        capture: oneOf(['auto', 'manual']),
        external_order_num: textOrNull(),
      },
    },
    customer_id: textOrNull(),
    secure_token: ref('KomojuSecureToken'),
    line_items: { type: ['array', 'null'], items: { type: 'object' } },
    email: textOrNull(),
    metadata: pairs('The entry `gateway_operation` is the gateway’s.'),
  },
  'An order with a page on which its customer pays.',
);

const paid = object(
  ['status'],
  {
    redirect_url: textOrNull('Where the customer goes on: the bank for 3-D Secure, or the shop.'),
    status,
    payment: nullable(ref('KomojuPayment')),
    app_url: text('Opens the wallet’s app.'),
    customer: ref('KomojuCustomer'),
  },
  'What came of paying a session.',
);

/** A session, and what comes of paying it. */
export const sessionSchemas: Readonly<Record<string, Schema>> = {
  KomojuSession: session,
  KomojuSessionMethod: method,
  KomojuSessionPayment: paid,
};
