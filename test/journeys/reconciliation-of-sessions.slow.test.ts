import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { hourMs } from '../../functions/platform/clock.ts';
import { card, newKey, shown } from './orders.ts';
import { startSystem, type System } from './system.ts';

/* What customers do with sessions in the ordinary course of things is nothing that reconciliation must tell. */

let local: System;
beforeAll(async () => {
  local = await startSystem();
  await reconciled();
}, 60_000);
afterAll(() => local.close());

/** What reconciliation finds two hours later. */
async function reconciled(): Promise<readonly string[]> {
  await local.advanceClock(2 * hourMs);
  const before = local.log.length;
  await local.runs('gateway.reconcile');
  return local.log.slice(before).filter((line) => /"gateway\.reconcile".*"finding"/.test(line));
}

const sessions = '/komoju/api/v1/sessions';
const order = { amount: 4200, currency: 'JPY', return_url: 'https://shop.example/b?o=7' };

async function open(changes: object = {}): Promise<string> {
  const call = { body: { ...order, ...changes }, idempotencyKey: newKey() };
  return shown(await local.call('POST', sessions, call)).id;
}

describe('a session whose customer is sent to 3-D Secure', () => {
  let id: string;
  beforeEach(async () => {
    id = await open();
    const body = { payment_details: { ...card, number: '4100000000005000' } };
    const reply = await local.call('POST', `${sessions}/${id}/pay`, {
      body,
      idempotencyKey: newKey(),
    });
    expect([reply.status, shown(reply).status]).toEqual([200, 'pending']);
  });

  test('and gives up', async () => {
    expect(await reconciled()).toEqual([]);
  });

  test('and gives up until it has expired', async () => {
    await local.sandbox('POST', `komoju/sessions/${id}/expire`);

    expect(await reconciled()).toEqual([]);
  });

  test('and pays on the page three hours later, while reconciliation is held up', async () => {
    await local.advanceClock(3 * hourMs);
    await local.sandbox('POST', `komoju/sessions/${id}/pay`, {});

    expect(await reconciled()).toEqual([]);
  });
});

test.each([
  ['stores a card', { mode: 'customer', amount: 0 }],
  ['is paid and stores the card', { mode: 'customer_payment' }],
])('a session that %s', async (_, changes) => {
  const id = await open(changes);
  const paid = await local.sandbox('POST', `komoju/sessions/${id}/pay`, {});
  expect(JSON.stringify(paid)).toContain('customer_id');

  expect(await reconciled()).toEqual([]);
});
