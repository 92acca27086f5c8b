import { PutItemCommand, type AttributeValue } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import * as create from '../../../functions/komoju/payment/create.ts';
import { hourMs } from '../../../functions/platform/clock.ts';
import { errorOf, invoke, startWorld, type Call, type World } from '../../support/handler.ts';

/* What the functions that act ask the table about a restore, and what they do when it does not say. */

let world: World;
beforeEach(async () => {
  world = await startWorld();
}, 30_000);
afterEach(() => world.close());

const konbini = { type: 'konbini', store: 'lawson', email: 'taro@example.com' };
const keyed = (key: string): Call => ({
  body: { amount: 1000, currency: 'JPY', payment_details: konbini },
  headers: { 'Idempotency-Key': key },
});

const writeSetting = (moments: Record<string, number>) => {
  const Item: Record<string, AttributeValue> = { pk: { S: 'SETTING' }, sk: { S: 'restore' } };
  for (const [name, at] of Object.entries(moments)) Item[name] = { N: String(at) };
  return world.table.client.send(new PutItemCommand({ TableName: world.table.name, Item }));
};

const loseRead = (times: number): unknown =>
  world.table.faults.add({ on: 'table', match: 'GetItem', kind: 'drop_before_accept', times });

test('a warm function asks the table for two writes and nothing else', async () => {
  const pay = create.start();
  await invoke(pay, keyed('first'));
  const before = { ...world.table.calls };

  await invoke(pay, keyed('second'));

  expect(before).toEqual({ GetItem: 1, PutItem: 1, UpdateItem: 1 });
  expect(world.table.calls).toEqual({ GetItem: 1, PutItem: 2, UpdateItem: 2 });
});

test('where nobody can say whether the table was restored nothing is claimed or sent', async () => {
  const pay = create.start();
  loseRead(3);

  const reply = await invoke(pay, keyed('one'));
  const again = await invoke(pay, keyed('one'));

  expect([reply.status, errorOf(reply).code]).toEqual([503, 'not_attempted']);
  expect(reply.line['why']).toMatch(/^setting_unavailable/);
  expect([again.status, again.headers['Idempotent-Replayed']]).toEqual([200, undefined]);
  expect(world.table.calls['PutItem']).toBe(1);
}, 20_000);

test('nor where what stands there cannot be read', async () => {
  await writeSetting({ inUseAt: Date.now() });

  const reply = await invoke(create.start(), keyed('one'));

  expect([reply.status, errorOf(reply).code]).toEqual([503, 'not_attempted']);
  expect(world.table.calls['PutItem']).toBe(1);
});

test('nor where a restored table does not say whether the operation is on record', async () => {
  await writeSetting({ restoredTo: Date.now() - 9 * hourMs, inUseAt: Date.now() - 2 * hourMs });
  const pay = create.start();
  await invoke(pay, keyed('one'));
  loseRead(3);

  const reply = await invoke(pay, keyed('two'));

  expect([reply.status, errorOf(reply).code]).toEqual([503, 'not_attempted']);
  expect(reply.line['why']).toMatch(/^record_not_read/);
  expect((await world.requests()).filter(({ applied }) => applied)).toHaveLength(1);
}, 20_000);

test('nor where what may be forgotten cannot be put on record', async () => {
  await writeSetting({ restoredTo: Date.now() - hourMs, inUseAt: Date.now() });
  world.table.faults.add({ on: 'table', match: 'PutItem', kind: 'drop_before_accept', times: 3 });

  const reply = await invoke(create.start(), keyed('one'));

  expect([reply.status, errorOf(reply).code]).toEqual([503, 'not_attempted']);
  expect(reply.line['why']).toMatch(/^claim_lost/);
}, 20_000);

test('a new operation in a restored table is claimed once nothing of it is found', async () => {
  await writeSetting({ restoredTo: Date.now() - 9 * hourMs, inUseAt: Date.now() - 2 * hourMs });

  const reply = await invoke(create.start(), keyed('one'));
  const paths = (await world.requests()).map(({ path }) => path);

  expect(reply.status).toBe(200);
  expect(paths).toHaveLength(2);
});

test('what is on record is answered from there, though the table was restored', async () => {
  await writeSetting({ restoredTo: Date.now() - 9 * hourMs, inUseAt: Date.now() - 2 * hourMs });
  const pay = create.start();
  await invoke(pay, keyed('one'));
  const request = (await world.requests()).length;

  const replay = await invoke(pay, keyed('one'));

  expect(replay.headers['Idempotent-Replayed']).toBe('true');
  expect((await world.requests()).length).toBe(request);
});
