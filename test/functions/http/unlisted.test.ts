import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import * as create from '../../../functions/komoju/payment/create.ts';
import { countedBy } from '../../support/cloudwatch/emitted.ts';
import { errorOf, invoke, startWorld, type Call, type World } from '../../support/handler.ts';

/* What a caller is told, and what is counted, where the provider's error is in no list. */

let world: World;
beforeAll(async () => {
  world = await startWorld();
}, 30_000);
afterAll(() => world.close());
afterEach(() => {
  world.faults.clear();
});

const konbini = { type: 'konbini', store: 'lawson', email: 'taro@example.com' };
const order = (): Call => ({
  body: { amount: 1000, currency: 'JPY', payment_details: konbini },
  headers: { 'Idempotency-Key': randomUUID() },
});
const unlisted = { error: { code: 'new_code', message: 'No.', param: null } };

test('a clear no is passed on, kept and counted', async () => {
  const [pay, call] = [create.start(), order()];
  world.faults.add({ kind: 'status', status: 422, body: unlisted });

  const first = await invoke(pay, call);
  const second = await invoke(pay, call);

  expect([first.status, first.body]).toEqual([422, JSON.stringify(unlisted)]);
  expect([second.status, second.body]).toEqual([422, JSON.stringify(unlisted)]);
  expect(second.headers['Idempotent-Replayed']).toBe('true');
  expect(first.line).toMatchObject({ outcome: 'rejected', providerCode: 'new_code' });
  expect(countedBy(first.line)).toContainEqual(['unlisted', {}]);
});

test.each([
  ['a status that is no clear no', 423, unlisted],
  ['a status without the provider’s own error', 403, { message: 'Forbidden' }],
])('%s decides nothing, and is counted', async (_, status, body) => {
  world.faults.add({ kind: 'status', status, body });

  const reply = await invoke(create.start(), order());

  expect([reply.status, errorOf(reply).code]).toEqual([409, 'outcome_unknown']);
  expect(reply.line).toMatchObject({ providerStatus: status, why: 'unlisted' });
  expect(countedBy(reply.line)).toContainEqual(['unlisted', {}]);
});
