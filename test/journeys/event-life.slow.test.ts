import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { busDetailSchema, webhookSchema } from '../../lib/events/schemas.ts';
import { hourMs, minuteMs, secondMs } from '../../functions/platform/clock.ts';
import { about, eventsOf, type BusEvent } from './bus.ts';
import { card, konbini, newKey, payments, shown } from './orders.ts';
import { startReceiver, type Receiver } from '../support/receiver.ts';
import { operationOf, startSystem, type System } from './system.ts';

/* What other systems learn: on the bus, and by signed webhooks at a shop of its own. */

let local: System;
let shop: Receiver;
let other: Receiver;
const gatewayNow = (): number => Date.now() + local.aheadMs();
beforeAll(async () => {
  [shop, other] = await Promise.all([startReceiver(gatewayNow), startReceiver(gatewayNow)]);
  local = await startSystem({ endpoints: { forward: shop.url, second: other.url } });
  await local.sandbox('POST', 'webhooks/release', { order: 'created' });
}, 60_000);
afterEach(async () => {
  await local.clearFaults();
  shop.answer(() => 200);
  other.answer(() => 200);
});
afterAll(async () => {
  await local.close();
  await Promise.all([shop.close(), other.close()]);
});

const post = (path: string, body: object) =>
  local.call('POST', path, { body, idempotencyKey: newKey() });

const personal = { email: 'hanako@example.com', name: 'Hanako Sato' };

/** A payment from its creation to the day when a bank takes it back. */
async function wholeLife(): Promise<string> {
  const details = { ...card, ...personal };
  const order = { amount: 1000, currency: 'JPY', external_order_num: `E-${newKey()}` };
  const made = await post(payments, {
    ...order,
    capture: false,
    payment_details: details,
    metadata: { note: personal.name },
  });
  const { id } = shown(made);
  await post(`${payments}/${id}/capture`, {});
  await local.sandbox('POST', 'webhooks/wait');
  await post(`${payments}/${id}/refund`, { amount: 400 });
  await local.sandbox('POST', 'webhooks/wait');
  await local.sandbox('POST', `komoju/payments/${id}/chargeback`);
  await local.sandbox('POST', 'webhooks/wait');
  return id;
}

const kindsOf = (events: readonly BusEvent['detail'][]): readonly string[] =>
  events.map(({ type, action, state }) =>
    type?.startsWith('operation.') === true
      ? `${type} ${action ?? ''}`
      : `${type ?? ''} ${state ?? ''}`,
  );

const operationsOfLife = [
  'operation.succeeded komoju.payment.create',
  'operation.succeeded komoju.payment.capture',
  'operation.succeeded komoju.payment.refund',
];

const ajv = new Ajv2020({ strict: false });
const isBusDetail = ajv.compile(busDetailSchema());
const isWebhook = ajv.compile(webhookSchema());

/** What of some values is not as a schema says. */
const faultsOf = (isValid: ValidateFunction, values: readonly unknown[]): readonly unknown[] =>
  values.flatMap((value) => (isValid(value) ? [] : [isValid.errors]));

describe('the life of a payment', () => {
  let id: string;
  let events: readonly BusEvent['detail'][];
  beforeAll(async () => {
    id = await wholeLife();
    events = about(await eventsOf(local), id);
  }, 60_000);

  test('goes out step by step', () => {
    const kinds = kindsOf(events);

    expect(kinds.filter((kind) => kind.startsWith('operation.'))).toEqual(operationsOfLife);
    expect(kinds).toContain('chargeback.opened ');
    const changes = events.filter(({ type }) => type === 'payment.changed');
    expect(changes.map(({ revision }) => Number(revision))).toEqual(
      changes.map(({ revision }) => Number(revision)).sort((one, next) => one - next),
    );
    expect(changes.at(-1)).toMatchObject({ amount: '1100', currency: 'JPY' });
    expect(changes.map(({ refunded }) => refunded)).toContain('400');
  });

  test('holds ids and states, and nothing of a person', () => {
    const text = JSON.stringify(events);

    expect(text).not.toContain('hanako');
    expect(text).not.toContain('Hanako');
    for (const event of events) expect(event['caller']).toMatch(/^(|unmodified|admin)$/);
  });

  test('is as the schemas say, on the bus and at the shop', async () => {
    expect(faultsOf(isBusDetail, await eventsOf(local))).toEqual([]);
    expect(faultsOf(isWebhook, shop.bodies)).toEqual([]);
    expect(shop.bodies.length).toBeGreaterThan(0);
  });

  test('comes to the shop signed, each event once and in order', () => {
    const taken = shop.taken.filter(({ data }) => data['payment'] === id);

    expect(shop.forged).toEqual([]);
    expect(taken.map(({ id: event }) => event).sort()).toEqual(
      events.map((event) => event['id']).sort(),
    );
    const changes = taken.filter(({ type }) => type === 'payment.changed');
    const revisions = changes.map(({ data }) => data['revision'] as number);
    expect(revisions).toEqual([...revisions].sort((one, next) => one - next));
    expect(changes.at(-1)?.data).toMatchObject({ amount: 1100, provider: 'komoju' });
  });
});

test('what nobody knows for fifteen minutes is told once, and later its end', async () => {
  const body = { amount: 1000, currency: 'JPY', payment_details: konbini };
  await local.fault({ kind: 'drop_after_accept', match: 'POST /api/v1/payments' });
  await local.sandbox('POST', 'webhooks/hold');
  const lost = await local.call('POST', payments, { body, idempotencyKey: newKey() });
  // The provider cannot be read either.
  await local.fault({ kind: 'status', status: 500, match: 'GET /api/v1/payments', times: 50 });
  for (let minutes = 0; minutes < 20; minutes += 1) {
    await local.advanceClock(minuteMs);
    await local.runs('gateway.recover');
  }
  const operation = operationOf(lost);
  const typesNow = async () =>
    (await eventsOf(local)).filter(({ subject }) => subject === operation).map(({ type }) => type);
  expect(await typesNow()).toEqual(['operation.unknown']);

  await local.clearFaults();
  await local.advanceClock(hourMs);
  await local.runs('gateway.recover');

  expect(await typesNow()).toEqual(['operation.unknown', 'operation.succeeded']);
  await local.sandbox('POST', 'webhooks/release', { order: 'created' });
}, 60_000);

/** Runs the minute job until nothing is left to deliver, moving the clock to when something is due. */
async function deliverAll(stepMs: number, steps: number): Promise<void> {
  for (let step = 0; step < steps; step += 1) {
    await local.advanceClock(stepMs);
    await local.runs('gateway.deliver');
  }
}

describe('a shop that does not take what it is sent', () => {
  test('gets all of it when it answers again a day later, in order; the other shop waits for nothing', async () => {
    shop.answer(() => 500);
    const id = await wholeLife();
    const events = about(await eventsOf(local), id);
    // Two things may happen at once: what waits goes by its time, what does not wait as it comes.
    const byTime = events.map((event) => `${event['at']}#${event['id']}`).sort();
    const inOrder = byTime.map((each) => each.split('#')[1]);

    const atOther = other.taken.filter(({ data }) => data['payment'] === id);
    expect(atOther.map((event) => event.id).sort()).toEqual([...inOrder].sort());
    expect(shop.taken.filter(({ data }) => data['payment'] === id)).toEqual([]);
    await deliverAll(hourMs, 24);

    shop.answer(() => 200);
    await deliverAll(2 * hourMs, 12);
    const taken = shop.taken.filter(({ data }) => data['payment'] === id);
    expect(taken.map((event) => event.id)).toEqual(inOrder);
    expect(shop.forged).toEqual([]);
  }, 120_000);

  test('delays another’s by nothing while it never answers', async () => {
    shop.answer(() => 'nothing');
    const startedAt = performance.now();
    const made = await post(payments, { amount: 1000, currency: 'JPY', payment_details: konbini });
    const { id } = shown(made);
    const until = startedAt + 9 * secondMs;
    const isThere = () => other.taken.some(({ data }) => data['payment'] === id);
    while (!isThere() && performance.now() < until) await new Promise(setImmediate);

    expect(isThere()).toBe(true);
    await eventsOf(local);
    expect(shop.taken.some(({ data }) => data['payment'] === id)).toBe(false);
  }, 60_000);

  test('is sent nothing more once it has said that it is gone', async () => {
    other.answer(() => 410);
    const made = await post(payments, { amount: 1000, currency: 'JPY', payment_details: konbini });
    await eventsOf(local);
    const asked = other.asked();
    expect(asked).toBeGreaterThan(0);

    await post(payments, { amount: 1000, currency: 'JPY', payment_details: konbini });
    await eventsOf(local);
    await deliverAll(hourMs, 3);

    expect(other.asked()).toBe(asked);
    expect(made.status).toBe(200);
  }, 60_000);
});
