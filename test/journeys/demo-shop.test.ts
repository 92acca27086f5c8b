import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { dayMs, hourMs } from '../../functions/platform/clock.ts';
import { createShop } from '../../lib/local/demo/shop.ts';
import { startSystem, type System } from './system.ts';

/* The demo shop is an example to copy: it must neither be stuck nor sell twice. Its pages are tried in test/browser. */

let local: System;
let server: Server;
let shop: string;
beforeAll(async () => {
  local = await startSystem();
  server = createServer(createShop({ url: local.url, key: local.keys.storefront })).listen(0);
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
