import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ledgerStore } from '../../functions/ledger/table/store.ts';
import { eraseAnswer, type CompletedRecord } from '../../functions/ledger/transitions.ts';
import { hourMs, now } from '../../functions/platform/clock.ts';
import { createPipe, type Pipe } from '../../lib/local/events/pipe.ts';
import { readTemplate } from '../../lib/local/template/template.ts';
import { eventMembers } from '../../functions/events/event.ts';
import { allItems } from '../support/all-items.ts';
import { checkout, sessions } from '../support/mutation-requests.ts';
import { startReceiver, type Receiver } from '../support/receiver.ts';
import { card } from './orders.ts';
import { operationOf, startSystem, tableOf, type System } from './system.ts';

/*
 * The filter and the template of the synthesized pipe over every kind of item that the gateway writes: what brings an
 * event makes one with all its members, and nothing else passes.
 */

let local: System;
let receiver: Receiver;
let items: readonly Readonly<Record<string, unknown>>[];
let pipe: Pipe;
beforeAll(async () => {
  receiver = await startReceiver(() => Date.now() + local.aheadMs());
  receiver.answer(() => 500);
  local = await startSystem({ endpoints: { second: receiver.url } });
  const [read] = readTemplate(process.env['LOCAL_ASSEMBLY'] ?? '').pipes;
  if (read === undefined) throw new Error('The template has no pipe.');
  pipe = createPipe(read);
  await writeEveryKind();
  const { client, TableName } = await tableOf(local);
  items = [...(await allItems(client, TableName)).values()];
  client.destroy();
}, 90_000);
afterAll(async () => {
  await local.close();
  await receiver.close();
});

const create = (idempotencyKey: string, more: object = {}) =>
  local.call('POST', '/komoju/api/v1/payments', {
    body: {
      amount: 1000,
      currency: 'JPY',
      payment_details: { type: 'konbini', store: 'lawson', email: 'hana@example.com' },
      ...more,
    },
    idempotencyKey,
  });

async function writeEveryKind(): Promise<void> {
  const { json } = await create('paid', { external_order_num: 'order-1' });
  await create('rejected', { currency: 'XYZ' });
  await local.fault({ match: 'POST /api/v1/payments', kind: 'refuse_connection' });
  await create('never-sent');
  await local.fault({ match: 'POST /api/v1/payments', kind: 'drop_before_accept' });
  await create('unknown');
  await local.clearFaults();
  await eraseOne(operationOf(await create('erased')));
  const body = { ...checkout, payment_data: { external_order_num: 'order-2' } };
  await local.call('POST', sessions, { body, idempotencyKey: 'session' });
  const taken = await create('taken-back', { payment_details: card });
  await local.sandbox('POST', `komoju/payments/${String(taken.json['id'])}/chargeback`);
  await local.sandbox('POST', `komoju/payments/${String(json['id'])}/pay`);
  await local.sandbox('POST', 'webhooks/release', {});
  await local.sandbox('POST', 'webhooks/wait', {});
  await local.sandbox('POST', 'events/wait');
  await local.advanceClock(hourMs);
  for (const job of ['gateway.catch-up', 'gateway.recover', 'gateway.reconcile'] as const)
    await local.runs(job);
  await local.sandbox('POST', 'events/wait');
}

/** Forgets the answer of an operation, as an operator's command does. */
async function eraseOne(id: string): Promise<void> {
  const { client, TableName } = await tableOf(local);
  const store = ledgerStore(client, TableName, AbortSignal.timeout(10_000));
  const stored = await store.get(id);
  if (stored.kind !== 'held' || stored.record === 'unreadable') throw new Error('Not there.');
  await store.update(id, eraseAnswer(stored.record as CompletedRecord, now()));
  client.destroy();
}

const record = (NewImage: object, eventName = 'MODIFY') => ({
  ...{ eventID: '1', eventName, eventSource: 'aws:dynamodb' },
  dynamodb: { Keys: {}, NewImage, SequenceNumber: '1' },
});

/** The kind of an item: the first word of its keys. */
const kindOf = (item: Readonly<Record<string, unknown>>): string => {
  const [pk = '', sk = ''] = ['pk', 'sk'].map((name) => (item[name] as { S: string }).S);
  return `${/^[A-Z]+(?=#)/.exec(pk)?.[0] ?? 'id'} ${/^[A-Z]+/.exec(sk)?.[0] ?? 'at'}`;
};

/** A later write of an item takes its event away. */
const bringsEvent = ({ out }: (typeof items)[number]): boolean =>
  typeof out === 'object' && out !== null && 'M' in out;

test('an item makes an event if it brings one, and else none', () => {
  const keysOf = (some: typeof items) => some.map(({ pk, sk }) => JSON.stringify([pk, sk]));
  const passed = items.filter((item) => pipe(record(item)) !== undefined);

  expect(keysOf(passed)).toEqual(keysOf(items.filter(bringsEvent)));
  expect(passed.length).toBeGreaterThan(0);
  expect(passed.length).toBeLessThan(items.length);
});

test('an operation whose answer was erased goes out no second time', () => {
  const erased = items.filter((item) => item['erased'] !== undefined);

  expect(erased.length).toBe(1);
  for (const item of erased) expect(pipe(record(item))).toBeUndefined();
});

test('the items are of many kinds', () => {
  expect([...new Set(items.map(kindOf))].sort()).toEqual([
    'DLV LANE',
    'DLV at',
    'ENDPOINT ENDPOINT',
    'EVT EVENT',
    'FINDING FINDING',
    'PAY PAYMENT',
    'RECONCILIATION at',
    'SES SESSION',
    'id CURSOR',
    'id OPERATION',
  ]);
});

test('every event has all its members, as texts', () => {
  for (const { detail } of items.flatMap((item) => pipe(record(item)) ?? [])) {
    expect(Object.keys(detail)).toEqual(Object.keys(eventMembers));
    expect(Object.values(detail).every((value) => typeof value === 'string')).toBe(true);
  }
});

test('what is removed, or brings an event that is none, makes none', () => {
  const [item = {}] = items.filter(bringsEvent);

  expect(pipe(record(item, 'REMOVE'))).toBeUndefined();
  expect(pipe({ ...record({}), dynamodb: { SequenceNumber: '1' } })).toBeUndefined();
  expect(pipe(record({ ...item, out: { S: 'text' } }))).toBeUndefined();
  expect(pipe(record({ ...item, out: { M: {} } }))).toBeUndefined();
});
