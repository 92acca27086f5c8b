import type { Story } from '../examples/story.ts';

const returnUrl = 'https://shop.example/back';

/** Hosted checkout, tokens and 3-D Secure. */
export const checkoutStory: Story = {
  steps: [
    {
      operation: 'komoju.session.create',
      name: 'session',
      summary: 'A page to pay on',
      body: () => ({
        amount: 1200,
        currency: 'JPY',
        return_url: returnUrl,
        payment_types: ['credit_card', 'konbini'],
        payment_data: { external_order_num: 'order-2', capture: 'auto' },
      }),
    },
    {
      operation: 'komoju.session.show',
      name: 'session-pending',
      summary: 'Nobody has paid yet',
      path: (made) => ({ sessionId: made('session')['id'] ?? '' }),
    },
    {
      operation: 'komoju.session.pay',
      name: 'session-paid',
      summary: 'Paid without the page, at a convenience store',
      path: (made) => ({ sessionId: made('session')['id'] ?? '' }),
      body: () => ({
        payment_details: { type: 'konbini', store: 'lawson', email: 'taro@example.com' },
      }),
    },
    {
      operation: 'komoju.session.create',
      name: 'session-of-card',
      summary: 'A page on which a customer leaves a card',
      body: () => ({ mode: 'customer', return_url: returnUrl }),
    },
    {
      operation: 'komoju.session.cancel',
      name: 'session-cancelled',
      summary: 'Its page takes no card any more',
      path: (made) => ({ sessionId: made('session-of-card')['id'] ?? '' }),
    },
    {
      operation: 'komoju.token.create',
      name: 'token',
      summary: 'Details without a card',
      body: () => ({
        payment_details: { type: 'konbini', store: 'lawson', email: 'taro@example.com' },
      }),
    },
    {
      operation: 'komoju.secure-token.create',
      name: 'secure-token',
      summary: 'The bank asks a stored customer',
      body: (made) => ({
        amount: 1000,
        currency: 'JPY',
        customer: made('customer')['id'],
        return_url: returnUrl,
      }),
    },
    {
      operation: 'komoju.secure-token.show',
      name: 'secure-token-shown',
      summary: 'The customer has yet to confirm',
      path: (made) => ({ secureTokenId: made('secure-token')['id'] ?? '' }),
    },
    {
      operation: 'komoju.payment-method.list',
      name: 'payment-methods',
      summary: 'What is switched on',
    },
  ],
  unsteady: [
    [/\bWNT\d{8}\b/g, 'WNT12345678'],
    [/(confirmation_code\\?":\\?")\d{4}/g, '$11234'],
  ],
};
