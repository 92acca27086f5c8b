import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import type { Context } from 'aws-lambda';
import * as catchUp from '../../../functions/gateway/catch-up.ts';
import * as reconcile from '../../../functions/gateway/reconcile.ts';
import * as recover from '../../../functions/gateway/recover.ts';
import * as create from '../../../functions/komoju/payment/create.ts';
import * as show from '../../../functions/komoju/payment/show.ts';
import * as webhook from '../../../functions/komoju/webhook.ts';
import { ledgerStore } from '../../../functions/ledger/table/store.ts';
import { after, dayMs, now } from '../../../functions/platform/clock.ts';
import type { ScheduledHandler } from '../../../functions/recovery/scheduled-function.ts';
import { errorOf, invoke, startWorld, type Call, type World } from '../../support/handler.ts';
import { logged } from '../../support/log-lines.ts';
import { recordWith } from '../../support/records.ts';

/* A key of test mode in a live stack: the provider would take it, and nothing of what it says is true of live mode. */

let world: World;
beforeAll(async () => {
  world = await startWorld();
}, 30_000);
afterEach(() => {
  world.set('MODE', 'test');
});
afterAll(() => world.close());

const konbini = { type: 'konbini', store: 'lawson', email: 'taro@example.com' };
const keyed = (): Call => ({
  body: { amount: 1000, currency: 'JPY', payment_details: konbini },
  headers: { 'Idempotency-Key': randomUUID() },
});

/** How often the provider was asked; the other one shows no mode, and is asked as ever. */
const asked = async (): Promise<number> =>
  (await world.requests()).filter(({ path }) => !path.startsWith('/coiney')).length;

/** Starts what a schedule starts, as Lambda would. */
const run = (start: () => ScheduledHandler): Promise<unknown> =>
  logged(() =>
    start()(undefined, {
      awsRequestId: 'run-1',
      getRemainingTimeInMillis: () => 20_000,
    } as unknown as Context),
  );

test.each([
  ['a payment', create.start, keyed],
  ['a read', show.start, (): Call => ({ path: { paymentId: 'pay1' } })],
  ['a webhook', webhook.start, (): Call => ({ body: { id: 'evt_1' } })],
] as const)('%s is answered 503, and nothing is sent', async (_, start, call) => {
  world.set('MODE', 'live');
  const before = await asked();

  const reply = await invoke(start(), call());

  expect([reply.status, errorOf(reply).code]).toEqual([503, 'not_attempted']);
  expect(reply.line).toMatchObject({ why: 'secret_other_mode', secretMissing: 1 });
  expect(await asked()).toBe(before);
  expect(JSON.stringify(reply)).not.toContain('sk_');
});

test('nothing is claimed for a payment', async () => {
  world.set('MODE', 'live');
  const before = world.table.calls['PutItem'];

  await invoke(create.start(), keyed());

  expect(world.table.calls['PutItem']).toBe(before);
});

test.each([
  ['recover', recover.start],
  ['catch-up', catchUp.start],
  ['reconcile', reconcile.start],
] as const)('%s reads nothing there, and fails', async (_, start) => {
  world.set('MODE', 'live');
  await openOperation();
  const before = await asked();

  await expect(run(start)).rejects.toMatchObject({ detail: { why: 'secret_other_mode' } });

  expect(await asked()).toBe(before);
});

/** A payment that was sent two days ago and never answered, so that its absence at the provider closes it. */
async function openOperation(): Promise<string> {
  const sentAt = after(now(), -2 * dayMs);
  const record = recordWith({
    ...{ id: `op_${randomUUID()}`, operation: 'komoju.payment.create' },
    ...{ firstAt: sentAt, lastAt: sentAt, leaseUntil: sentAt, readAt: sentAt },
  });
  const { client, name } = world.table;
  await ledgerStore(client, name, new AbortController().signal).put(record);
  return record.id;
}

test('what is open is concluded by a key of the mode only', async () => {
  const id = await openOperation();
  const before = await world.table.item(id);

  world.set('MODE', 'live');
  await expect(run(recover.start)).rejects.toThrow();
  const inLive = await world.table.item(id);
  world.set('MODE', 'test');
  await run(recover.start);

  expect(inLive).toEqual(before);
  expect(await world.table.item(id)).not.toEqual(before);
});
