import { beside, type Made, type Story } from '../examples/story.ts';
import { card } from './payment-story.ts';

const customerOf = (made: Made): { customerId: string } => ({
  customerId: made('customer')['id'] ?? '',
});

const body = { amount: 1000, currency: 'JPY', payment_details: 'tok_unknown' };

/** Customers, and what is no yes. */
export const otherStory: Story = {
  steps: [
    {
      operation: 'komoju.customer.show',
      name: 'customer-shown',
      summary: 'Without the card’s number',
      path: customerOf,
    },
    {
      operation: 'komoju.customer.list',
      name: 'customers',
      summary: 'A page of customers',
    },
    {
      operation: 'komoju.customer.update',
      name: 'customer-changed',
      summary: 'Another e-mail address',
      path: customerOf,
      body: () => ({ email: 'hana@example.com' }),
    },
    {
      operation: 'komoju.customer.delete',
      name: 'customer-deleted',
      summary: 'The customer and the card are forgotten',
      path: customerOf,
    },
    card('card-without-money', '4123111111111000'),
    {
      operation: 'komoju.payment.create',
      name: 'no-money',
      summary: 'The card has no money: a decline is a 502',
      body: (made) => ({ ...body, payment_details: made('card-without-money')['id'] }),
    },
    {
      operation: 'komoju.payment.create',
      name: 'token-unknown',
      summary: 'KOMOJU does not know the token',
      body: () => body,
    },
    {
      operation: 'komoju.payment.create',
      name: 'currency-missing',
      summary: 'The gateway asks for a currency',
      body: () => ({ amount: 1000 }),
    },
    {
      operation: 'komoju.payment.create',
      name: 'key-reused',
      summary: 'The key belongs to another request',
      idempotencyKey: 'captured',
      body: () => body,
    },
    {
      operation: 'komoju.payment.create',
      name: 'key-missing',
      summary: 'A caller that must send a key sent none',
      idempotencyKey: null,
      body: () => body,
    },
    {
      operation: 'komoju.payment.create',
      name: 'caller-unknown',
      summary: 'No such key of the gateway',
      key: 'gk_unknown',
      body: () => body,
    },
    beside('line-drops', ({ sandbox }) => {
      const match = 'POST /api/v1/payments/*/refund';
      return sandbox('faults', { on: 'komoju', match, kind: 'drop_after_accept' });
    }),
    {
      operation: 'komoju.payment.refund',
      name: 'unknown',
      summary: 'Nobody knows yet what came of it',
      path: (made) => ({ paymentId: made('captured')['id'] ?? '' }),
      body: () => ({ amount: 100 }),
    },
    {
      operation: 'komoju.payment.show',
      name: 'payment-unknown',
      summary: 'KOMOJU has no such payment',
      path: () => ({ paymentId: 'nobody-has-it' }),
    },
    {
      operation: 'gateway.operation.show',
      name: 'operation-unknown',
      summary: 'This caller has no such operation',
      path: () => ({ operationId: `op_${'0'.repeat(26)}` }),
    },
    { operation: 'gateway.health', name: 'healthy', summary: 'Every part is well' },
    {
      operation: 'komoju.webhook',
      name: 'forged',
      summary: 'The signature is not KOMOJU’s',
      body: () => ({ id: 'evt_1', type: 'payment.captured', resource: 'event', data: {} }),
    },
  ],
};
