import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { inOrder } from '../../../../../lib/local/simulators/webhooks/order.ts';
import { Outbox } from '../../../../../lib/local/simulators/webhooks/outbox.ts';
import type {
  DeliveryRules,
  Webhook,
} from '../../../../../lib/local/simulators/webhooks/webhook.ts';
import { runReceiver } from './receiver.ts';

const receiver = runReceiver();

let outbox: Outbox;
beforeEach(() => {
  outbox = new Outbox();
});
afterEach(() => outbox.close());

const rules: DeliveryRules = {
  timeoutMs: 60_000,
  waitsMs: [1, 1],
  isConfirmed: (status) => status === 200,
  isRepeated: (status) => status === null || status >= 500,
};

const webhook = (id: string, more: Partial<Webhook> = {}): Webhook => ({
  provider: 'acme',
  id,
  event: `event_${id}`,
  type: 'paid',
  payment: 'p1',
  url: receiver.url(),
  headers: { 'content-type': 'application/json', 'x-acme': id },
  body: JSON.stringify({ id }),
  rules,
  ...more,
});

const add = (...webhooks: Webhook[]): void => {
  for (const each of webhooks) outbox.add(each);
};
const ids = (): unknown[] => receiver.received.map(({ json }) => json['id']);
const states = (): unknown[] =>
  outbox.shown().map(({ state, tries, status }) => [state, tries, status]);

test('webhooks are delivered in the order in which they were made, once each', async () => {
  add(webhook('1'), webhook('2'), webhook('3'));
  const before = ids();

  await outbox.idle();

  expect(before).toEqual([]);
  expect(ids()).toEqual(['1', '2', '3']);
  expect(receiver.received[0]?.headers).toMatchObject({ 'x-acme': '1' });
  expect(states()).toEqual(Array(3).fill(['delivered', 1, 200]));
});

test('one without a confirmation is sent again, the same, and lets the next one by', async () => {
  let confirmed = 0;
  receiver.answers = [500, 200, 503];
  add(webhook('1', { onConfirmed: () => (confirmed += 1) }), webhook('2'));

  await outbox.idle();

  expect(ids()).toEqual(['1', '2', '1', '1']);
  expect(receiver.received.at(-1)?.headers).toMatchObject({ 'x-acme': '1' });
  expect(states()).toEqual([
    ['delivered', 3, 200],
    ['delivered', 1, 200],
  ]);
  expect(confirmed).toBe(1);
});

test.each([
  ['after its last try', [500, 500, 500, 500], ['failed', 3, 500]],
  ['at once where it is not repeated', [404, 500], ['failed', 1, 404]],
])('one is given up %s', async (_, answers, end) => {
  receiver.answers = [...answers];
  add(webhook('1'));

  await outbox.idle();

  expect(states()).toEqual([end]);
});

test('one without an answer in time has no status, and is sent again', async () => {
  receiver.isSilent = true;
  add(webhook('1', { rules: { ...rules, timeoutMs: 20, waitsMs: [1] } }));

  await outbox.idle();

  expect(states()).toEqual([['failed', 2, null]]);
});

test('a redirection is not followed', async () => {
  receiver.answers = [302];
  add(webhook('1'));

  await outbox.idle();

  expect(states()).toEqual([['failed', 1, 302]]);
});

test('a provider whose receiver is silent does not keep another one’s', async () => {
  receiver.isSilent = true;
  const first = receiver.next();
  add(webhook('1'), webhook('2'));
  outbox.wake();
  await first;
  receiver.isSilent = false;
  const other = receiver.next();
  add(webhook('3', { provider: 'other' }));
  outbox.wake();

  await other;

  expect(ids()).toEqual(['1', '3']);
});

describe('what is held', () => {
  test.each([
    ['created', ['1', '2', '3']],
    ['reversed', ['3', '2', '1']],
  ] as const)('is let go in the order %s, and nothing is held any more', async (order, sent) => {
    add(webhook('1'));
    outbox.hold();
    add(webhook('2'), webhook('3'));
    await outbox.idle();
    const held = [states(), ids()];

    outbox.release(order, 1);
    await outbox.idle();
    add(webhook('4'));
    await outbox.idle();

    expect(held).toEqual([Array(3).fill(['held', 0, null]), []]);
    expect(ids()).toEqual([...sent, '4']);
  });

  test('has its tries before it that are left', async () => {
    receiver.answers = [500];
    const rare = { ...rules, waitsMs: [1, 1, 1] };
    const first = receiver.next();
    add(webhook('1', { rules: rare }));
    outbox.wake();
    await first;
    outbox.hold();
    await outbox.idle();
    const held = states();
    outbox.release('created', 1);
    await outbox.idle();

    expect(held).toEqual([['held', 1, 500]]);
    expect(states()).toEqual([['delivered', 2, 200]]);
  });
});

test('a seed shuffles the same way each time, and another one otherwise', () => {
  const entries = Array.from({ length: 20 }, (_, place) => place);

  const shuffled = [1, 1, 2].map((seed) => inOrder(entries, 'shuffled', seed));

  expect(shuffled[0]).toEqual(shuffled[1]);
  expect(shuffled[0]).not.toEqual(shuffled[2]);
  expect(shuffled[0]).not.toEqual(entries);
  expect(shuffled[0]?.toSorted((one, other) => one - other)).toEqual(entries);
});

test('whoever waits for a time only is told how many are still on their way', async () => {
  receiver.answers = [200, 500];
  add(webhook('1'), webhook('2', { rules: { ...rules, waitsMs: [600_000] } }));

  expect(await outbox.idle(1)).toBeGreaterThan(0);
  while (outbox.shown()[1]?.tries !== 1) await new Promise(setImmediate);
  expect(await outbox.idle(1)).toBe(1);
});

describe('a close leaves nothing', () => {
  test('of a webhook that waits for its next try', async () => {
    receiver.answers = [500];
    add(webhook('1', { rules: { ...rules, waitsMs: [600_000] } }));
    const idle = outbox.idle();
    while (outbox.shown()[0]?.tries !== 1) await new Promise(setImmediate);

    await outbox.close();
    await idle;

    expect(ids()).toEqual(['1']);
  });

  test('of a webhook that is under way', async () => {
    receiver.isSilent = true;
    add(webhook('1'), webhook('2'));
    outbox.wake();
    const { ended } = await receiver.next();

    await outbox.close();
    await ended;
    outbox.wake();
    await outbox.close();

    expect(ids()).toEqual(['1']);
  });
});
