import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import * as create from '../../../functions/komoju/payment/create.ts';
import { errorOf, invoke, startWorld, type Call, type World } from '../../support/handler.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
}, 30_000);
afterAll(() => world.close());

const konbini = { type: 'konbini', store: 'lawson', email: 'taro@example.com' };
const keyed = (): Call => ({
  body: { amount: 1000, currency: 'JPY', payment_details: konbini },
  headers: { 'Idempotency-Key': randomUUID() },
});
const oldSecret = { namespace: 'n', fingerprintKey1: 'k1'.padEnd(32, '-') };
const newSecret = { ...oldSecret, fingerprintKey2: 'k2'.padEnd(32, '-') };

describe('a repetition of what was recorded with a further fingerprint key', () => {
  beforeEach(() => {
    world.putSecret('LEDGER_SECRET', oldSecret);
  });

  test('is replayed by a process that has the older secret', async () => {
    const [behind, call] = [create.start(), keyed()];
    await invoke(behind, keyed());
    world.putSecret('LEDGER_SECRET', newSecret);
    const first = await invoke(create.start(), call);

    const reply = await invoke(behind, call);

    expect([reply.status, reply.body]).toEqual([200, first.body]);
    expect(reply.headers['Idempotent-Replayed']).toBe('true');
  });

  test('is not judged where that key cannot be had', async () => {
    const call = keyed();
    world.putSecret('LEDGER_SECRET', newSecret);
    await invoke(create.start(), call);
    world.putSecret('LEDGER_SECRET', oldSecret);

    const reply = await invoke(create.start(), call);

    expect([reply.status, errorOf(reply).code]).toEqual([503, 'not_attempted']);
    expect(reply.line['why']).toBe('fingerprint_key_missing');
  });
});
