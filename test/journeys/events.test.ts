import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { minuteMs } from '../../functions/platform/clock.ts';
import type { BusEvent } from '../../lib/local/events/event.ts';
import { hasStreams } from '../lib/local/events/on-stream.ts';
import { startReceiver, type Receiver } from '../support/receiver.ts';
import { startSystem, type System } from './system.ts';

/* What happens goes out: from the table by the synthesized pipe to the bus, and by its rules as signed webhooks. */

const directory = mkdtempSync(join(tmpdir(), 'events-'));
let local: System;
let receiver: Receiver;
const start = (): Promise<System> =>
  startSystem({ dataDir: directory, endpoints: { second: receiver.url } });
beforeAll(async () => {
  receiver = await startReceiver(() => Date.now() + local.aheadMs());
  local = await start();
}, 60_000);
afterEach(() => local.clearFaults());
afterAll(async () => {
  await local.close();
  await receiver.close();
  rmSync(directory, { recursive: true });
});

let seen: number;
let told: number;
beforeEach(async () => {
  seen = (await events()).length;
  told = receiver.told.length;
});

async function events(): Promise<readonly BusEvent[]> {
  return (await local.sandbox('GET', 'events')) as BusEvent[];
}

/** The details of what was put on the bus in this test, once all of it has come through. */
async function put(): Promise<readonly Readonly<Record<string, unknown>>[]> {
  expect(await local.sandbox('POST', 'events/wait')).toEqual({ waiting: 0 });
  return (await events()).slice(seen).map(({ detail }) => detail);
}

const toldNow = () => receiver.told.slice(told);

let orders = 0;
async function payInCash(order?: string): Promise<string> {
  orders += 1;
  const reply = await local.call('POST', '/komoju/api/v1/payments', {
    body: {
      amount: 1000,
      currency: 'JPY',
      external_order_num: order,
      payment_details: { type: 'konbini', store: 'lawson', email: 'hana@example.com' },
    },
    idempotencyKey: `events-${orders}`,
  });
  expect(reply.status).toBe(200);
  return reply.json['id'] as string;
}

const given = hasStreams ? test : test.skip;

given('a payment is told once, to the bus and to whoever is connected', async () => {
  const id = await payInCash();
  const [detail, ...others] = await put();

  expect(others).toEqual([]);
  expect(detail).toMatchObject({
    type: 'operation.succeeded',
    action: 'komoju.payment.create',
    object: id,
    amount: '1000',
  });
  expect(toldNow()).toMatchObject([
    { type: 'operation.succeeded', data: { object: id, amount: 1000 } },
  ]);
  expect((await events()).at(-1)).toMatchObject({
    source: 'payment-gateway',
    'detail-type': 'Payment event',
  });
});

given('what a customer does later is told when its webhook has come', async () => {
  const id = await payInCash('order-1');
  await put();
  await local.sandbox('POST', `komoju/payments/${id}/pay`);
  await local.sandbox('POST', 'webhooks/release', {});
  await local.sandbox('POST', 'webhooks/wait', {});
  const details = await put();
  await local.sandbox('POST', 'webhooks/hold');

  expect(details.at(-1)).toMatchObject({
    type: 'payment.changed',
    payment: id,
    state: 'captured',
    order: 'order-1',
  });
  expect(toldNow().at(-1)).toMatchObject({ type: 'payment.changed', data: { payment: id } });
});

given.each(['kill_before_accept', 'kill_after_accept', 'drop_before_accept'])(
  'a delivery whose process dies (%s) is made all the same',
  async (kind) => {
    // A payment without an order's number asks no query itself.
    await local.fault({ on: 'table', match: 'Query', kind, times: 1 });
    const id = await payInCash();
    await put();
    expect(await local.sandbox('GET', 'faults')).toMatchObject({ happened: 1 });
    // Whoever died holds the lane for half a minute.
    await local.advanceClock(2 * minuteMs);
    await local.runs('gateway.deliver');

    expect(toldNow().map(({ data }) => data['object'])).toEqual([id]);
    expect(await local.sandbox('GET', 'events/dead-letters')).toEqual([]);
  },
);

given('a receiver that refuses is told again later', async () => {
  receiver.answer(() => 503);
  const id = await payInCash();
  await put();
  expect(toldNow()).toEqual([]);
  receiver.answer(() => 200);
  await local.advanceClock(2 * minuteMs);
  await local.runs('gateway.deliver');

  expect(toldNow()).toMatchObject([{ data: { object: id } }]);
});

given('after a restart nothing comes again, and what is new comes', async () => {
  await put();
  await local.close();
  local = await start();
  const before = receiver.told.length;
  seen = 0;
  expect(await put()).toEqual([]);

  const id = await payInCash();
  expect(await put()).toMatchObject([{ object: id }]);
  expect(receiver.told.slice(before)).toMatchObject([{ data: { object: id } }]);
});
