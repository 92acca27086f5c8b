import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import * as create from '../../../functions/komoju/payment/create.ts';
import * as show from '../../../functions/komoju/payment/show.ts';
import { countedBy } from '../../support/cloudwatch/emitted.ts';
import { invoke, startWorld, type Call, type World } from '../../support/handler.ts';

/* What is counted where a part behind the gateway fails. */

let world: World;
beforeAll(async () => {
  world = await startWorld();
}, 30_000);
afterAll(() => world.close());
afterEach(() => {
  world.faults.clear();
  world.table.faults.clear();
});

const konbini = { type: 'konbini', store: 'lawson', email: 'taro@example.com' };
const order = (): Call => ({
  body: { amount: 1000, currency: 'JPY', payment_details: konbini },
  headers: { 'Idempotency-Key': randomUUID() },
});
const ofProvider = ['providerErrors', { provider: 'komoju' }];

test('an answer that the table does not take is counted, and told all the same', async () => {
  const fault = { on: 'table', match: 'UpdateItem', kind: 'drop_before_accept', times: 9 };
  world.table.faults.add(fault);

  const reply = await invoke(create.start(), order());

  expect(reply.status).toBe(200);
  expect(countedBy(reply.line)).toContainEqual(['notRecorded', {}]);
});

test('what is recorded is not counted so', async () => {
  const names = countedBy((await invoke(create.start(), order())).line).map(([name]) => name);

  expect(names).toContain('done');
  expect(names).not.toContain('notRecorded');
  expect(names).not.toContain('providerErrors');
});

test.each([
  ['no answer', { kind: 'drop_before_accept' }],
  ['an error of its own', { kind: 'status', status: 503 }],
  ['a rate that is too high', { kind: 'status', status: 429 }],
])('%s of the provider is counted, of mutations and of reads', async (_case, fault) => {
  world.faults.add({ ...fault, times: 2 });

  const made = await invoke(create.start(), order());
  const read = await invoke(show.start(), { path: { paymentId: 'unknown' } });

  expect(countedBy(made.line)).toContainEqual(ofProvider);
  expect(countedBy(read.line)).toContainEqual(ofProvider);
});

test('a provider’s no is none of its errors', async () => {
  const { line } = await invoke(show.start(), { path: { paymentId: 'unknown' } });

  expect(line['outcome']).toBe('rejected');
  expect(countedBy(line)).not.toContainEqual(ofProvider);
});
