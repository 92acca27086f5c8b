import { PaymentStatus } from '../../../functions/providers/komoju/objects.ts';
import {
  flag,
  listOf,
  momentOrNull,
  moment,
  object,
  pairs,
  ref,
  text,
  textOrNull,
  whole,
  wordLike,
  type Schema,
} from '../schema.ts';

/* A payment and what belongs to it: the documents of 2018 and 2020, and the types of KOMOJU's Node client (seen 2026). */

const status = wordLike(PaymentStatus.options, 'The state of the payment.');

const details = object(
  ['type'],
  {
    type: text('`credit_card`, `konbini`, and some 60 others.'),
    email: textOrNull(),
    brand: text('Of a card.'),
    last_four_digits: text('Of a card.'),
    month: whole(),
    year: whole(),
    store: textOrNull('Of a convenience store.'),
    confirmation_code: textOrNull('What the customer shows at the till, with `receipt`.'),
    receipt: textOrNull(),
    instructions_url: text('The page that tells the customer how to pay.'),
    redirect_url: text('Where the customer is to be sent.'),
  },
  'How it is paid. The members depend on the type; a card’s number is never among them.',
);

const refund = object(
  ['id', 'amount'],
  {
    id: text(),
    resource: { const: 'refund' },
    amount: whole(),
    currency: text(),
    payment: text(),
    description: textOrNull('Begins with `[X-Operation-Id]` where the gateway asked for it.'),
    status: textOrNull('`pending` until the customer has said where the money is to go.'),
    redirect_url: textOrNull('The page where the customer says that.'),
    chargeback: flag('Whether a bank took the money back.'),
    created_at: moment(),
  },
  'Money that was given back.',
);

const refundRequest = object(
  ['id', 'payment'],
  {
    id: text(),
    payment: text(),
    customer_name: text(),
    bank_name: text(),
    bank_code: textOrNull(),
    branch_name: textOrNull(),
    branch_number: text(),
    account_number: text(),
    status: wordLike(['pending', 'rejected', 'completed']),
    created_at: moment(),
  },
  'A refund by bank transfer that was asked for.',
);

const payment = object(
  ['id', 'status', 'amount', 'currency'],
  {
    id: text(),
    resource: { const: 'payment' },
    status,
    amount: whole('In the currency’s smallest unit, without tax and fee.'),
    tax: whole(),
    payment_method_fee: whole('A fee that the customer pays.'),
    total: whole('What the customer pays: amount, tax and fee.'),
    currency: text(),
    amount_refunded: whole(),
    customer: textOrNull('The stored customer whose card was charged.'),
    payment_deadline: momentOrNull(),
    payment_details: ref('KomojuPaymentDetails'),
    description: textOrNull(),
    captured_at: momentOrNull(),
    external_order_num: textOrNull('The number of the merchant’s order.'),
    metadata: pairs('The entry `gateway_operation` is the gateway’s.'),
    created_at: moment(),
    locale: textOrNull(),
    session: textOrNull('The session that it was paid in.'),
    refunds: listOf(ref('KomojuRefund')),
    refund_requests: listOf(ref('KomojuRefundRequest')),
  },
  'A payment. What its status means for an order is in the README.',
);

/** A payment, and what it consists of. */
export const paymentSchemas: Readonly<Record<string, Schema>> = {
  KomojuPayment: payment,
  KomojuPaymentDetails: details,
  KomojuRefund: refund,
  KomojuRefundRequest: refundRequest,
};
