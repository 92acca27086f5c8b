import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { localSystem, type LocalSystem } from '../support/local.ts';

let local: LocalSystem;
beforeAll(async () => {
  local = await localSystem();
});
afterAll(() => local.close());

const card = {
  type: 'credit_card',
  number: '4111111111111111',
  month: 12,
  year: 2040,
  verification_value: '123',
  given_name: 'Taro',
  family_name: 'Yamada',
};
const pay = (amount: number, idempotencyKey: string) =>
  local.call('POST', '/komoju/api/v1/payments', {
    body: { amount, currency: 'JPY', payment_details: card },
    idempotencyKey,
  });

test('a payment goes through the deployed bundles to the simulator, and is recorded in the table', async () => {
  const reply = await pay(1000, 'first');

  expect(reply.status).toBe(200);
  expect(reply.json['amount']).toBe(1000);
  expect(await local.requests()).toMatchObject([
    { method: 'POST', path: '/api/v1/payments', applied: true },
  ]);
  expect(local.tableCalls).toMatchObject({ PutItem: 1, UpdateItem: 1 });
});
