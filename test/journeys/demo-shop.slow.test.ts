import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { dayMs, hourMs } from '../../functions/platform/clock.ts';
import { Webhook } from 'standardwebhooks';
import { createShop } from '../../lib/local/demo/shop.ts';
import { startSystem, type System } from './system.ts';

/* The demo shop is an example to copy: it must neither be stuck nor sell twice. Its pages are tried in test/browser. */

const secret = `whsec_${Buffer.alloc(32, 'of the tests').toString('base64')}`;
const at = Date.parse('2026-01-02T03:04:05Z');

let local: System;
let server: Server;
let shop: string;
beforeAll(async () => {
  local = await startSystem();
  server = createServer(
    createShop({ url: local.url, key: local.keys.storefront }, { secret, now: () => at }),
  ).listen(0);
  await once(server, 'listening');
  shop = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
}, 60_000);
afterEach(() => local.clearFaults());
afterAll(async () => {
  server.close();
  await local.close();
});

let orders = 0;
const newOrder = (): string =>
  `demo-00000000-0000-4000-8000-${String((orders += 1)).padStart(12, '0')}`;

/** Presses the button of an order: where it leads to, or the status of its page. */
async function press(number: string): Promise<string> {
  const body = new URLSearchParams({ number });
  const answer = await fetch(`${shop}/demo/orders`, { method: 'POST', body, redirect: 'manual' });
  return answer.headers.get('location') ?? String(answer.status);
}

const sessionIn = (place: string): string => place.split('/').at(-1) ?? '';

const pay = async (place: string, payment_details: unknown): Promise<string> => {
  const paid = await local.sandbox('POST', `komoju/sessions/${sessionIn(place)}/pay`, {
    payment_details,
  });
  return (paid as { payment: { id: string } }).payment.id;
};

test('pressing twice leads to one session', async () => {
  const order = newOrder();

  expect(new Set([await press(order), await press(order)]).size).toBe(1);
});

test.each(['expire', 'cancel'])(
  'an order whose cash was not paid (%s) can be paid in another session',
  async (what) => {
    const order = newOrder();
    const first = await press(order);
    const payment = await pay(first, { type: 'konbini', store: 'lawson', email: 'a@example.com' });
    expect(await press(order)).toBe(`${shop}/demo/orders/${order}`);

    if (what === 'expire') await local.sandbox('POST', `komoju/payments/${payment}/expire`);
    else
      await local.call('POST', `/komoju/api/v1/payments/${payment}/cancel`, {
        idempotencyKey: `cancel-${order}`,
      });

    const second = await press(order);
    expect(second).toMatch(/\/sessions\/\w+$/);
    expect(second).not.toBe(first);
  },
);

test('a session whose outcome stayed unknown until it was closed is followed by another one', async () => {
  const order = newOrder();
  await local.fault({ match: 'POST /api/v1/sessions', kind: 'drop_after_accept', times: 3 });
  expect(await press(order)).toBe('503');
  await local.clearFaults();
  await local.advanceClock(dayMs + 2 * hourMs);
  await local.runs('gateway.recover');

  expect(await press(order)).toMatch(/\/sessions\/\w+$/);
}, 60_000);

describe('a webhook', () => {
  const change = (order: string, more: object = {}) => ({
    type: 'payment.changed',
    timestamp: new Date(at).toISOString(),
    data: {
      ...{ subject: `acme/${order}`, revision: 2, order, state: 'captured', amount: 1200 },
      ...more,
    },
  });

  /** Sends one: the status of its answer. */
  async function send(
    told: object,
    { by = secret, when = at, sent = JSON.stringify(told) } = {},
  ): Promise<number> {
    const signature = new Webhook(by).sign('evt_1', new Date(when), JSON.stringify(told));
    const headers = {
      'webhook-id': 'evt_1',
      'webhook-timestamp': String(when / 1000),
      'webhook-signature': signature,
    };
    const answer = await fetch(`${shop}/demo/webhooks`, { method: 'POST', headers, body: sent });
    return answer.status;
  }

  const pageOf = async (order: string): Promise<string> =>
    (await fetch(`${shop}/demo/orders/${order}`)).text();

  let order: string;
  beforeEach(async () => {
    order = newOrder();
    const session = await press(order);
    await pay(session, { type: 'konbini', store: 'lawson', email: 'a@example.com' });
  });

  test('makes an order paid, and the gateway is not asked', async () => {
    expect(await pageOf(order)).toContain('Almost there');
    const asked = local.accessLog.length;
    expect(await send(change(order))).toBe(204);

    expect(await pageOf(order)).toContain('Your order is paid.');
    expect(local.accessLog).toHaveLength(asked);
  });

  test('that comes late or again changes nothing', async () => {
    expect(await send(change(order, { revision: 3 }))).toBe(204);
    expect(await send(change(order, { state: 'authorized' }))).toBe(204);

    expect(await pageOf(order)).toContain('Your order is paid.');
  });

  test('that says that the money went back is newer, and the gateway is asked', async () => {
    await send(change(order));
    await send(change(order, { revision: 3, state: 'refunded' }));

    expect(await pageOf(order)).toContain('Almost there');
  });

  test('of something else is taken, and changes nothing', async () => {
    expect(await send({ ...change(order), type: 'operation.succeeded' })).toBe(204);

    expect(await pageOf(order)).toContain('Almost there');
  });

  test.each([
    ['by another secret', { by: `whsec_${Buffer.alloc(32, 'other').toString('base64')}` }],
    ['for another body', { sent: '{"type":"payment.changed","data":{}}' }],
    ['long ago', { when: at - 301_000 }],
    ['long after now', { when: at + 301_000 }],
  ])('that was signed %s is not believed', async (_what, how) => {
    expect(await send(change(order), how)).toBe(401);

    expect(await pageOf(order)).toContain('Almost there');
  });
});
