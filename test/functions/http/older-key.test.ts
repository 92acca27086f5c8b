import { afterAll, beforeAll, expect, test } from '@jest/globals';
import * as create from '../../../functions/komoju/payment/create.ts';
import { errorOf, invoke, startWorld, type Call, type World } from '../../support/handler.ts';

/* A record that was made before a fingerprint key was added. */

let world: World;
beforeAll(async () => {
  world = await startWorld();
}, 30_000);
afterAll(() => world.close());

const fingerprintKey1 = 'k1'.padEnd(32, '-');
const fingerprintKey2 = 'k2'.padEnd(32, '-');
const konbini = { type: 'konbini', store: 'lawson', email: 'taro@example.com' };
const order = (amount: number): Call => ({
  body: { amount, currency: 'JPY', payment_details: konbini },
  headers: { 'Idempotency-Key': 'one' },
});

beforeAll(async () => {
  await invoke(create.start(), order(1000));
  world.putSecret('LEDGER_SECRET', { namespace: 'n', fingerprintKey1, fingerprintKey2 });
});

test('gives its answer to the same request', async () => {
  const reply = await invoke(create.start(), order(1000));

  expect([reply.status, reply.headers['Idempotent-Replayed']]).toEqual([200, 'true']);
});

test('is not taken for another request’s', async () => {
  const reply = await invoke(create.start(), order(999));

  expect(errorOf(reply).code).toBe('idempotency_key_reused');
});
