import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { concurrently } from '../../functions/platform/concurrently.ts';
import { hourMs, secondMs } from '../../functions/platform/clock.ts';
import { card, newKey, payments, shown, type Shown } from './orders.ts';
import { startSystem, type System } from './system.ts';

/* Two thousand payments, and what reconciliation reads for them: pages of lists, and hardly anything else. */

let local: System;
beforeAll(async () => {
  local = await startSystem();
  await reconciled();
}, 60_000);
afterAll(() => local.close());

const atKomoju = payments.replace('/komoju', '');

const many = 2_000;
/** Of so many one is captured later, and refunded in two parts. */
const changedEvery = 20;

/** What a run read at KOMOJU when all has taken effect: pages of its list of payments, and single payments. */
async function reconciled() {
  await local.advanceClock(2 * hourMs);
  const before = (await local.requests()).length;
  const counts = await local.runs('gateway.reconcile');
  const reads = (await local.requests()).slice(before).filter(({ method }) => method === 'GET');
  const ofPayments = reads.map(({ path }) => path).filter((path) => path.startsWith(atKomoju));
  const pages = ofPayments.filter((path) => path.endsWith('/payments'));
  const objects = ofPayments.filter((path) => !path.endsWith('/payments'));
  return { counts, pages: pages.length, objects };
}

/** A request that the gateway takes in the end: it says when there were too many. */
async function call(path: string, body: object): Promise<Shown> {
  const idempotencyKey = newKey();
  for (;;) {
    const reply = await local.call('POST', path, { body, idempotencyKey });
    if (reply.status === 200) return shown(reply);
    expect(reply.status).toBe(429);
    await setTimeout(Number(reply.headers.get('retry-after') ?? 1) * secondMs);
  }
}

const pay = (capture: boolean): Promise<Shown> =>
  call(payments, { amount: 1000, currency: 'JPY', payment_details: card, capture });

/** Captures a payment, and gives a part of it back twice: three operations on one object. */
async function change(id: string): Promise<void> {
  await call(`${payments}/${id}/capture`, {});
  for (const amount of [100, 200]) await call(`${payments}/${id}/refund`, { amount });
}

test('what the list shows is read by its pages alone, whatever became of it', async () => {
  const numbers = Array.from({ length: many }, (_, number) => number);
  await concurrently(numbers, { workers: 8 }, async (number) => {
    const isChanged = number % changedEvery === 0;
    const { id } = await pay(!isChanged);
    if (isChanged) await change(id);
  });

  const { counts, pages, objects } = await reconciled();

  process.stdout.write(`${many} payments: ${pages} pages, ${objects.length} single payments\n`);
  // A refund is an object, too.
  expect(counts).toMatchObject({ objects: many + (many / changedEvery) * 2, findings: 0 });
  expect(counts['lagMs']).toBeLessThan(hourMs);
  expect(counts['records']).toBe(many + (many / changedEvery) * 3);
  expect(pages).toBeLessThanOrEqual((many / 100) * 1.1);
  expect(objects).toEqual([]);
}, 600_000);

test('what was made before is read once, however many operations are on it', async () => {
  const old: string[] = [];
  const numbers = Array.from({ length: many / changedEvery }, (_, number) => number);
  await concurrently(numbers, { workers: 8 }, async () => {
    old.push((await pay(false)).id);
  });
  await reconciled();
  await concurrently(old, { workers: 8 }, change);

  const { counts, objects } = await reconciled();

  expect(counts).toMatchObject({ objects: 0, findings: 0, records: old.length * 3 });
  expect(objects).toHaveLength(old.length);
  expect(new Set(objects).size).toBe(old.length);
}, 600_000);
