import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { receive } from '../../../functions/inbox/apply.ts';
import { minuteMs, secondMs } from '../../../functions/platform/clock.ts';
import { komojuEvents } from '../../../functions/providers/komoju/events.ts';
import { komoju } from '../../../functions/providers/komoju/komoju.ts';
import { createInbox, memoryInbox, type MemoryInbox, type TestInbox } from '../../support/inbox.ts';
import { errorWith } from '../../support/reads/komoju-objects.ts';
import { startProviderServer, type ProviderServer } from '../../support/reads/provider-server.ts';
import { at } from '../../support/records.ts';

let server: ProviderServer;
let store: MemoryInbox;
let inbox: TestInbox;
beforeEach(async () => {
  server = await startProviderServer(komoju);
  store = memoryInbox();
  inbox = createInbox(store, komojuEvents, server);
});
afterEach(() => server.close());

const refund = { id: 'ref1', amount: 400, created_at: new Date(at).toISOString() };
const payment = {
  ...{ id: 'pay1', resource: 'payment', status: 'captured', amount: 1000, total: 1000 },
  ...{ currency: 'JPY', created_at: new Date(at).toISOString(), refunds: [refund] },
};
const event = {
  ...{ id: 'evt1', type: 'payment.refund.created', payment: 'pay1', at },
  told: komojuEvents.parsePayment(payment),
};

test('an event of a refund waits while the payment is read back without any, and is not lost', async () => {
  server.answerWith(() => ({ body: { ...payment, refunds: undefined } }));
  expect(await receive(inbox.context, event, 'webhook')).toBe('later');
  expect(inbox.reported).toEqual(['object_not_read pay1']);
  expect(await store.event('komoju', 'evt1')).toMatchObject({ state: 'received', tries: 1 });
  expect(await store.payment('komoju', 'pay1')).toBeUndefined();

  server.answerWith(() => ({ body: payment }));
  expect(await receive(inbox.context, event, 'webhook')).toBe('applied');
  expect((await store.payment('komoju', 'pay1'))?.view.refunds).toMatchObject([{ id: 'ref1' }]);
});

test('a payment that is not shown yet is not given up for many deliveries within a minute', async () => {
  server.answerWith(() => errorWith('not_found', 404));
  const deliver = () => receive(inbox.context, event, 'webhook');

  for (let delivery = 0; delivery < 6; delivery += 1) {
    inbox.clock.advance(5 * secondMs);
    expect(await deliver()).toBe('later');
  }
  const received = await store.event('komoju', 'evt1');
  const due = Number(store.items().find(({ pk }) => pk?.S === 'EVT#komoju#evt1')?.['due']?.N);
  expect(received).toMatchObject({ state: 'received', tries: 6 });
  expect(due - inbox.clock.now()).toBe(minuteMs);

  inbox.clock.advance(8 * minuteMs);
  expect(await deliver()).toBe('applied');
  expect(inbox.reported).toEqual(['object_not_read pay1']);
});
