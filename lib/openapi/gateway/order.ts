import { providerNames } from '../../../functions/operations.ts';
import { listOf, moment, object, oneOf, ref, text, textOrNull, type Schema } from '../schema.ts';

const attempt = object(
  ['kind', 'id', 'operation', 'state', 'phase', 'amount', 'currency', 'at'],
  {
    kind: oneOf(['payment', 'session', 'operation']),
    id: text('The provider’s id; of an operation the gateway’s.'),
    operation: textOrNull('The operation that asked for it.'),
    state: text('The provider’s own word, or the gateway’s where there is none.'),
    phase: oneOf(
      ['payable', 'paid', 'refunded', 'failed', 'used'],
      'What that means for the order; a session that is used counts by its payment.',
    ),
    amount: { type: ['integer', 'null'] },
    currency: textOrNull(),
    at: moment(),
  },
  'One attempt to pay an order.',
);

const order = object(['resource', 'provider', 'number', 'state', 'data'], {
  resource: { const: 'order' },
  provider: oneOf(providerNames),
  number: text(),
  state: oneOf(['open', 'paid', 'paid_twice', 'refunded', 'failed']),
  data: listOf(ref('GatewayAttempt'), 'The oldest first.'),
});

/** Every attempt to pay an order. */
export const orderSchemas: Readonly<Record<string, Schema>> = {
  GatewayOrder: order,
  GatewayAttempt: attempt,
};
