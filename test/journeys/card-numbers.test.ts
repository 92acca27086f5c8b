import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { card, newKey, payments, shown } from './orders.ts';
import { operationOf, startSystem, type System } from './system.ts';

/* What a caller writes where no card number belongs. The end of every journey searches the log and the table for it. */

let local: System;
beforeAll(async () => {
  local = await startSystem();
}, 60_000);
afterAll(() => local.close());

const number = '4111111111111111';

test.each([
  ['a card number', '4111 1111 1111 1111', '4111 11•• •••• 1111'],
  ['one with separators of many kinds', '4111.1111/1111-1111', '4111.11••/••••-1111'],
  ['one in full width', '４１１１１１１１１１１１１１１１', '４１１１１１••••••１１１１'],
  [
    'one with joiners',
    Array.from(number).join('\u200d'),
    Array.from('411111••••••1111').join('\u200d'),
  ],
])('an answer with %s is replayed with a mask in its place', async (_, description, masked) => {
  const order = {
    idempotencyKey: newKey(),
    body: { amount: 1000, currency: 'JPY', payment_details: card, description },
  };

  const first = await local.call('POST', payments, order);
  const second = await local.call('POST', payments, order);

  expect([first.status, second.status]).toEqual([200, 200]);
  expect(shown(first)).toMatchObject({ description });
  expect(second.headers.get('idempotent-replayed')).toBe('true');
  expect(second.json).toEqual({ ...shown(first), description: masked });
  expect(await local.applied(operationOf(first))).toBe(1);
});

test('a query, a path and an operation id with one are refused', async () => {
  const query = await local.call('GET', `${payments}?external_order_num=${number}`);
  const path = await local.call('GET', `${payments}/${number}`);
  const id = await local.call('GET', `/gateway/v1/operations/op_${number}ABCDEFGHJK`);
  const currency = await local.call('POST', payments, {
    idempotencyKey: newKey(),
    body: { amount: 1000, currency: number, payment_details: card },
  });

  expect(
    [query, path, id, currency].map((reply) => [reply.status, shown(reply).error.code]),
  ).toEqual([
    [422, 'card_data_not_accepted'],
    [422, 'card_data_not_accepted'],
    [404, 'not_found'],
    [422, 'invalid_parameter'],
  ]);
});
