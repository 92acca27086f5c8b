import { publishableKey } from '../../local/simulators/komoju/protocol/authentication.ts';
import { beside, type Ask, type Happen, type Made, type Story } from '../examples/story.ts';

const paymentOf =
  (name: string) =>
  (made: Made): { paymentId: string } => ({ paymentId: made(name)['id'] ?? '' });

/** A card in a browser, where it becomes a token. */
export const card = (name: string, number: string): Happen => ({
  name,
  happen: ({ browser }) =>
    browser('/api/v1/tokens', publishableKey, {
      payment_details: {
        ...{ type: 'credit_card', number, month: '12', year: '2030' },
        ...{ verification_value: '123', given_name: 'Taro', family_name: 'Yamada' },
      },
    }),
});

const pay = (
  name: string,
  { summary, token, more = {} }: { summary: string; token: string; more?: object },
): Ask => ({
  operation: 'komoju.payment.create',
  name,
  summary,
  body: (made) => ({
    ...{ amount: 1000, currency: 'JPY', payment_details: made(token)['id'] },
    ...more,
  }),
});

const konbini = { type: 'konbini', store: 'lawson', email: 'taro@example.com' };

/** Payments: charged, shown, changed, held, captured, cancelled and given back. */
export const paymentStory: Story = {
  steps: [
    // The first one is what a page of the document offers: it works as it is.
    {
      operation: 'komoju.payment.create',
      name: 'in-cash',
      summary: 'In cash at a convenience store',
      body: () => ({ amount: 1000, currency: 'JPY', payment_details: konbini }),
    },
    card('card', '4111111111111111'),
    pay('captured', {
      summary: 'A card, charged at once',
      token: 'card',
      more: { external_order_num: 'order-1', metadata: { cart: '7' } },
    }),
    beside('told', async ({ sandbox }) => {
      await sandbox('webhooks/release', { order: 'created' });
      await sandbox('webhooks/wait');
      await sandbox('webhooks/hold');
    }),
    {
      operation: 'gateway.payment.history',
      name: 'history',
      summary: 'A payment that was charged, and what KOMOJU told of it',
      path: (made) => ({ provider: 'komoju', ...paymentOf('captured')(made) }),
    },
    {
      operation: 'gateway.order.show',
      name: 'order',
      summary: 'Paid once',
      path: () => ({ provider: 'komoju', orderNumber: 'order-1' }),
    },
    {
      operation: 'gateway.operation.show',
      name: 'operation',
      summary: 'The operation that charged it',
      path: (made) => ({ operationId: made('captured')['operationId'] ?? '' }),
    },
    {
      operation: 'komoju.payment.show',
      name: 'shown',
      summary: 'As it stands now',
      path: paymentOf('captured'),
    },
    {
      operation: 'komoju.payment.update',
      name: 'described',
      summary: 'Another description',
      path: paymentOf('captured'),
      body: () => ({ description: 'A pound of coffee' }),
    },
    {
      operation: 'komoju.payment.refund',
      name: 'refunded',
      summary: 'A part of it is given back',
      path: paymentOf('captured'),
      body: () => ({ amount: 400, description: 'The cup was broken' }),
    },
    card('card-held', '4111111111111111'),
    pay('authorized', {
      summary: 'The money is held only',
      token: 'card-held',
      more: { capture: false },
    }),
    {
      operation: 'komoju.payment.capture',
      name: 'captured-later',
      summary: 'The held money is taken',
      path: paymentOf('authorized'),
    },
    card('card-to-cancel', '4111111111111111'),
    pay('to-cancel', {
      summary: 'Held, and cancelled later',
      token: 'card-to-cancel',
      more: { capture: false },
    }),
    {
      operation: 'komoju.payment.cancel',
      name: 'cancelled',
      summary: 'The held money is let go',
      path: paymentOf('to-cancel'),
    },
    beside('paid-in-cash', ({ sandbox }, made) =>
      sandbox(`komoju/payments/${made('in-cash')['id'] ?? ''}/pay`),
    ),
    {
      operation: 'komoju.payment.refund-request',
      name: 'refund-requested',
      summary: 'To be given back by bank transfer',
      path: paymentOf('in-cash'),
      body: () => ({
        ...{ customer_name: 'ﾔﾏﾀﾞ ﾀﾛｳ', bank_name: 'KOMOJU BANK', branch_number: '123' },
        ...{ account_type: 'normal', account_number: '1234567' },
      }),
    },
    {
      operation: 'komoju.payment.list',
      name: 'payments',
      summary: 'A page of payments',
    },
    card('card-to-keep', '4111111111111111'),
    {
      operation: 'komoju.customer.create',
      name: 'customer',
      summary: 'A customer whose card is kept',
      body: (made) => ({
        payment_details: made('card-to-keep')['id'],
        email: 'taro@example.com',
      }),
    },
  ],
};
