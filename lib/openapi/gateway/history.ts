import {
  listOf,
  moment,
  nullable,
  object,
  oneOf,
  ref,
  text,
  textOrNull,
  type Schema,
} from '../schema.ts';

const wholeOrNull: Schema = { type: ['integer', 'null'] };

const entry = object(
  [
    'at',
    'cause',
    'what',
    'id',
    'caller',
    'outcome',
    'from',
    'to',
    'amount',
    'refunded',
    'currency',
  ],
  {
    at: moment(),
    cause: oneOf(['operation', 'webhook', 'list', 'poll', 'finding']),
    what: text('The operation’s id in the table, the event’s type, or the finding’s name.'),
    id: text(),
    caller: textOrNull(),
    outcome: textOrNull('`pending`, `succeeded` or `failed`.'),
    from: textOrNull('The payment’s state before.'),
    to: textOrNull('The payment’s state after.'),
    amount: wholeOrNull,
    refunded: wholeOrNull,
    currency: textOrNull(),
  },
  'One thing that happened to a payment.',
);

const payment = object(
  [
    ...['provider', 'id', 'state', 'amount', 'total', 'currency', 'refunded', 'charged_back'],
    ...['order', 'session', 'operation', 'created_at'],
  ],
  {
    provider: text(),
    id: text(),
    state: text('The provider’s own word.'),
    amount: { type: 'integer' },
    total: { type: 'integer', description: 'What the customer pays.' },
    currency: text(),
    refunded: { type: 'integer' },
    charged_back: { type: 'integer' },
    order: textOrNull(),
    session: textOrNull(),
    operation: textOrNull('The operation that made it.'),
    created_at: moment(),
  },
  'How a payment is now, as far as the gateway was told.',
);

const history = object(['resource', 'payment', 'data', 'next_page'], {
  resource: { const: 'history' },
  payment: nullable(ref('GatewayPayment')),
  data: listOf(ref('GatewayHistoryEntry'), 'The oldest first, fifty on a page.'),
  next_page: textOrNull('What `page` takes for more.'),
});

/** What happened to a payment. */
export const historySchemas: Readonly<Record<string, Schema>> = {
  GatewayHistory: history,
  GatewayHistoryEntry: entry,
  GatewayPayment: payment,
};
