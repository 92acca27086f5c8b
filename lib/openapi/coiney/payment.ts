import {
  flag,
  listOf,
  moment,
  object,
  ref,
  text,
  textOrNull,
  whole,
  wordLike,
  oneOf,
  type Schema,
} from '../schema.ts';

/* Coiney Payge's documents, version 2016-10-25. */

const payment = object(
  ['id', 'status', 'amount', 'currency'],
  {
    id: text(),
    object: { const: 'payment' },
    mode: wordLike(['live', 'test']),
    status: wordLike(['open', 'paid', 'expired', 'refunded', 'cancelled']),
    amount: { type: 'number', description: 'In yen.' },
    currency: text(),
    createdAt: moment(),
    paidAt: moment(),
    refundedAt: moment(),
    validUntil: moment('The end of the last day on which the link can be paid.'),
    subject: textOrNull('What is bought, as the customer sees it.'),
    description: textOrNull('The merchant’s own memo.'),
    remarks: textOrNull(),
    locale: textOrNull(),
    metadata: {
      type: ['object', 'null'],
      additionalProperties: text(),
      description: 'The entry `gateway_operation` is the gateway’s.',
    },
    links: object(['paymentUrl'], {
      paymentUrl: text('The page on which the customer pays.'),
      redirectUrl: textOrNull(),
      cancelUrl: textOrNull(),
      webhookUrl: textOrNull(),
    }),
  },
  'A link by which a customer pays.',
);

const page = object(['data'], {
  object: { const: 'list' },
  hasMore: flag('Whether there are payments after these.'),
  totalCount: whole(),
  data: listOf(ref('CoineyPayment')),
});

const error = object(
  ['type'],
  {
    type: oneOf(['invalid_request_error', 'authentication_error', 'api_error', 'card_error']),
    code: text('A code of Coiney’s, or one of the gateway’s.'),
    message: text(),
    params: {
      type: 'object',
      additionalProperties: text(),
      description: 'What is wrong, by member.',
    },
  },
  'An error, in Coiney’s shape.',
);

/** A payment, a page of them, and an error. */
export const paymentSchemas: Readonly<Record<string, Schema>> = {
  CoineyPayment: payment,
  CoineyPaymentPage: page,
  CoineyError: error,
};
