import type { Made, Story } from '../examples/story.ts';

const linkOf = (made: Made): { paymentId: string } => ({ paymentId: made('link')['id'] ?? '' });

/** A link, from the first to the last. */
export const coineyStory: Story = {
  steps: [
    {
      operation: 'coiney.payment.create',
      name: 'link',
      summary: 'A link by which a customer pays',
      body: () => ({
        ...{ amount: 1000, currency: 'jpy', method: 'creditcard', expiredOn: '2030-12-31' },
        ...{ subject: 'House blend, 200 g', metadata: { order_number: 'order-3' } },
      }),
    },
    {
      operation: 'coiney.payment.show',
      name: 'link-open',
      summary: 'Nobody has paid yet',
      path: linkOf,
    },
    {
      operation: 'coiney.payment.update',
      name: 'link-longer',
      summary: 'A later last day',
      path: linkOf,
      body: () => ({ expiredOn: '2031-01-31' }),
    },
    { operation: 'coiney.payment.list', name: 'links', summary: 'A page of payments' },
    {
      operation: 'coiney.payment.create',
      name: 'too-small',
      summary: 'The gateway asks for 100 yen or more',
      body: () => ({ amount: 1, currency: 'jpy', method: 'creditcard' }),
    },
    {
      operation: 'coiney.payment.show',
      name: 'link-unknown',
      summary: 'Coiney has no such payment',
      path: () => ({ paymentId: 'pm_nobody' }),
    },
  ],
};
