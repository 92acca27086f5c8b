import { marshall } from '@aws-sdk/util-dynamodb';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { checkOrder } from '../../../../functions/inbox/catch-up/order-paid-twice.ts';
import type { Item } from '../../../../functions/ledger/table/items.ts';
import type { PaymentView } from '../../../../functions/providers/event-source.ts';
import { komojuEvents } from '../../../../functions/providers/komoju/events.ts';
import { komoju } from '../../../../functions/providers/komoju/komoju.ts';
import {
  createInbox,
  memoryInbox,
  type MemoryInbox,
  type TestInbox,
} from '../../../support/inbox.ts';
import { at } from '../../../support/records.ts';
import {
  startProviderServer,
  type ProviderServer,
} from '../../../support/reads/provider-server.ts';

let server: ProviderServer;
let store: MemoryInbox;
let inbox: TestInbox;
let asked: string[];
beforeAll(async () => {
  server = await startProviderServer(komoju);
});
afterAll(() => server.close());
beforeEach(() => {
  store = memoryInbox();
  inbox = createInbox(store, komojuEvents, server);
  asked = [];
});

const view = (id: string, state: string, order?: string): PaymentView => ({
  ...{ id, state, amount: 1000, total: 1000, currency: 'JPY', at, order },
});
const itemOf = (payment: PaymentView): Item =>
  marshall({ pk: `PAY#komoju#${payment.id}`, orderAt: at, pay: JSON.stringify(payment) });

/** Checks the order of the first payment, which has all of these. */
const check = (first: PaymentView, ...others: PaymentView[]): Promise<void> => {
  const readOrder = (order: string) => {
    asked.push(order);
    return Promise.resolve([first, ...others].map(itemOf));
  };
  return checkOrder({ ...inbox.context, readOrder }, first);
};

test('two paid payments of one order are one finding, in the history of the first looked at', async () => {
  const [one, other] = [view('pay1', 'captured', 'A1'), view('pay2', 'captured', 'A1')];

  await check(one, other);
  await check(other, one);

  expect(asked).toEqual(['komoju#A1', 'komoju#A1']);
  expect(inbox.reported).toEqual(['order_paid_twice A1']);
  expect(store.items()).toMatchObject([
    {
      pk: { S: 'FINDING#order_paid_twice#komoju#A1' },
      resource: { S: 'komoju#pay1' },
    },
  ]);
});

test.each([
  ['one was given back', 'refunded'],
  ['one may still be paid', 'authorized'],
  ['one has failed', 'failed'],
])('an order of which %s is paid once', async (_, state) => {
  await check(view('pay1', 'captured', 'A1'), view('pay2', state, 'A1'));

  expect([inbox.reported, store.items()]).toEqual([[], []]);
});

test('a payment without an order, or with one that cannot be found by, is not asked about', async () => {
  await check(view('pay1', 'captured'), view('pay2', 'captured'));
  await check(view('pay1', 'captured', 'A'.repeat(1025)), view('pay2', 'captured'));

  expect([asked, inbox.reported]).toEqual([[], []]);
});

test('an order’s number that looks like a card’s is told masked', async () => {
  const order = '4111111111111111';

  await check(view('pay1', 'captured', order), view('pay2', 'captured', order));

  expect(inbox.reported).toHaveLength(1);
  expect(JSON.stringify([asked, inbox.reported, store.items()])).not.toContain(order);
});
