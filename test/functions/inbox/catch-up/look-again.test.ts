import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { writeNext } from '../../../../functions/inbox/apply.ts';
import { lookAgain, watch } from '../../../../functions/inbox/catch-up/look-again.ts';
import { dayMs, hourMs, minuteMs } from '../../../../functions/platform/clock.ts';
import { coiney } from '../../../../functions/providers/coiney/coiney.ts';
import { coineyEvents, parsePaymentView } from '../../../../functions/providers/coiney/events.ts';
import { komojuEvents } from '../../../../functions/providers/komoju/events.ts';
import { komoju } from '../../../../functions/providers/komoju/komoju.ts';
import {
  createInbox,
  memoryInbox,
  type MemoryInbox,
  type TestInbox,
} from '../../../support/inbox.ts';
import {
  startProviderServer,
  type ProviderServer,
} from '../../../support/reads/provider-server.ts';
import { createClock } from '../../../support/ledger.ts';

let server: ProviderServer;
let store: MemoryInbox;
let inbox: TestInbox;
beforeEach(async () => {
  server = await startProviderServer(coiney);
  store = memoryInbox();
  inbox = createInbox(store, coineyEvents, server);
});
afterEach(() => server.close());

const made = createClock().now();
const link = (status: string, changes: object = {}): object => ({
  ...{ id: 'pm_1', object: 'payment', status, amount: 1000, currency: 'jpy' },
  ...{ createdAt: new Date(made).toISOString(), metadata: { gateway_operation: 'op_pm_1' } },
  ...changes,
});

const shows = (status: string, changes: object = {}): void => {
  server.answerWith(() => ({ body: link(status, changes) }));
};

/** The payment is on record like this. */
async function isKnown(status: string, hasEnded = false): Promise<void> {
  const view = parsePaymentView(link(status));
  if (view === undefined) throw new Error('The link is not understood.');
  await writeNext(inbox.context, undefined, { view, hasEnded });
}

const look = () => lookAgain(inbox.context, 'pm_1');
const onRecord = () => store.payment('coiney', 'pm_1');
const dueIn = (): number | undefined => {
  const item = store.items().find(({ pk }) => pk?.S === 'PAY#coiney#pm_1');
  return item?.['due'] === undefined ? undefined : Number(item['due'].N) - inbox.clock.now();
};
const eventsKept = (): string[] =>
  store.items().flatMap(({ pk }) => (pk?.S?.startsWith('EVT#') === true ? [pk.S] : []));

describe('a payment that is due', () => {
  test('and the same is looked at later, and leaves no event', async () => {
    await isKnown('open');
    shows('open');

    await look();

    expect(await onRecord()).toMatchObject({ revision: 2, polls: 1, view: { state: 'open' } });
    expect(dueIn()).toBe(3 * minuteMs);
    expect(eventsKept()).toEqual([]);
  });

  test('and another is one event of the poll, and is looked at often again', async () => {
    await isKnown('open');
    inbox.clock.advance(hourMs);
    shows('paid');

    await look();

    expect(await onRecord()).toMatchObject({ revision: 2, polls: 0, view: { state: 'paid' } });
    expect(eventsKept()).toEqual(['EVT#coiney#poll_2_pm_1']);
    expect(await store.event('coiney', 'poll_2_pm_1')).toMatchObject({
      ...{ cause: 'poll', state: 'applied' },
      event: { type: 'poll', at: inbox.clock.now(), told: { state: 'paid' } },
    });
  });

  test('and was given back is not looked at any more', async () => {
    await isKnown('paid');
    shows('refunded');

    await look();

    expect(dueIn()).toBeUndefined();
  });

  test('and cannot be read stays as it is, is told, and is looked at later', async () => {
    await isKnown('open');
    server.answerWith(() => ({ status: 500, body: '' }));

    await look();

    expect(inbox.reported).toEqual(['object_not_read pm_1']);
    expect(await onRecord()).toMatchObject({ polls: 1, view: { state: 'open' } });
    expect(dueIn()).toBe(3 * minuteMs);
  });

  test('and is read as what it cannot have become is told once, and stays as it is', async () => {
    await isKnown('cancelled', true);
    shows('paid');

    await look();
    await look();

    expect(inbox.reported).toEqual(['state_differs pm_1']);
    expect(await onRecord()).toMatchObject({ view: { state: 'cancelled' } });
  });

  test('and read by an older copy stays as it is', async () => {
    await isKnown('paid');
    shows('open');

    await look();

    expect(await onRecord()).toMatchObject({ polls: 1, view: { state: 'paid' } });
    expect(inbox.reported).toEqual([]);
  });

  test('whose change must wait stays due, and the change is one event', async () => {
    await isKnown('open');
    inbox.clock.advance(hourMs);
    let reads = 0;
    server.answerWith(() => ({ body: link((reads += 1) % 2 === 1 ? 'paid' : 'open') }));
    const before = dueIn();

    await look();
    await look();

    expect(eventsKept()).toEqual(['EVT#coiney#poll_2_pm_1']);
    expect(await onRecord()).toMatchObject({ revision: 1, polls: 0 });
    expect(dueIn()).toBe(before);
  });

  test('and that nobody knows is nothing', async () => {
    await look();

    expect([store.items(), server.received]).toEqual([[], []]);
  });

  test('is not looked at after half a year', async () => {
    await isKnown('open');
    inbox.clock.advance(181 * dayMs);
    shows('open');

    await look();

    expect(dueIn()).toBeUndefined();
  });
});

test('where the provider tells all a payment is not read, but its order is', async () => {
  const { context } = createInbox(store, komojuEvents, {
    access: { ...server.access, provider: komoju },
  });
  const orders: string[] = [];
  const asked = {
    ...context,
    readOrder: (order: string) => Promise.resolve((orders.push(order), [])),
  };
  const view = {
    id: 'pay1',
    state: 'captured',
    amount: 1,
    total: 1,
    currency: 'JPY',
    at: made,
  };
  await writeNext(asked, undefined, { view: { ...view, order: 'A1' }, hasEnded: false });

  await lookAgain(asked, 'pay1');

  expect([orders, server.received]).toEqual([['komoju#A1'], []]);
  expect(store.items().map(({ due }) => due)).toEqual([undefined]);
});

describe('a payment that was just made', () => {
  const begin = () => watch(inbox.context, 'pm_1');

  test('is on record and watched from its first read on', async () => {
    shows('open');

    await begin();

    expect(await onRecord()).toMatchObject({
      revision: 1,
      hasEnded: false,
      view: { state: 'open' },
    });
    expect(dueIn()).toBe(2 * minuteMs);
  });

  test('that was cancelled at once had ended', async () => {
    shows('cancelled');

    await begin();

    expect(await onRecord()).toMatchObject({ hasEnded: true });
  });

  test('is not begun with twice', async () => {
    await isKnown('open');

    await begin();

    expect(server.received).toEqual([]);
  });

  test('and cannot be read is told, and kept as an event that is gone on with', async () => {
    server.answerWith(() => ({ status: 500, body: '' }));

    await begin();

    expect([inbox.reported, await onRecord()]).toEqual([['object_not_read pm_1'], undefined]);
    expect(eventsKept()).toEqual(['EVT#coiney#poll_1_pm_1']);
  });
});
