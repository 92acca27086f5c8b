import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ledgerStore } from '../../functions/ledger/table/store.ts';
import { eraseAnswer, type CompletedRecord } from '../../functions/ledger/transitions.ts';
import { hourMs, now } from '../../functions/platform/clock.ts';
import { startDynamodb, type Dynamodb } from '../../lib/local/aws/dynamodb.ts';
import { findStream, type StreamRecord } from '../../lib/local/aws/streams.ts';
import { createPipe, type Pipe } from '../../lib/local/events/pipe.ts';
import { createStreamReader } from '../../lib/local/events/stream-reader.ts';
import { readTemplate } from '../../lib/local/template/template.ts';
import { eventMembers } from '../../functions/events/event.ts';
import { checkout, sessions } from '../support/mutation-requests.ts';
import { startReceiver, type Receiver } from '../support/receiver.ts';
import { card } from './orders.ts';
import { operationOf, startSystem, tableOf, type System } from './system.ts';

/*
 * The filter and the template of the synthesized pipe over the table's stream, as it was recorded while every kind of
 * item was written: what brings an event makes one with all its members, and nothing else passes.
 */

let local: System;
let receiver: Receiver;
let server: Dynamodb;
let records: readonly StreamRecord[];
let pipe: Pipe;
beforeAll(async () => {
  receiver = await startReceiver(() => Date.now() + local.aheadMs());
  receiver.answer(() => 500);
  server = await startDynamodb('dynoxide', undefined);
  const dynamodb = new URL(server.endpoint);
  local = await startSystem({ dynamodb, endpoints: { second: receiver.url } });
  const [read] = readTemplate(process.env['LOCAL_ASSEMBLY'] ?? '').pipes;
  if (read === undefined) throw new Error('The template has no pipe.');
  pipe = createPipe(read);
  await writeEveryKind();
  records = await recorded();
}, 90_000);
afterAll(async () => {
  await local.close();
  await receiver.close();
  await server.close();
});

/** Everything that the table's stream holds, from its beginning. */
async function recorded(): Promise<readonly StreamRecord[]> {
  const { client, TableName } = await tableOf(local);
  client.destroy();
  const stream = await findStream(server.endpoint, TableName);
  if (stream === undefined) throw new Error('The table has no stream.');
  const read: StreamRecord[] = [];
  await createStreamReader(stream, {}, (_, record) => read.push(record)).readOn();
  return read;
}

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
  // As the table itself removes what is completed and 90 days old.
  await local.expire(operationOf(taken));
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

/** What the item of a record is after its change; nothing where it was removed. */
const imageOf = ({ dynamodb }: StreamRecord): Readonly<Record<string, unknown>> =>
  (dynamodb['NewImage'] ?? {}) as Readonly<Record<string, unknown>>;

/** A record like one that was recorded, of another change or image. */
const madeOf = (record: StreamRecord, eventName: string, NewImage?: object): StreamRecord => ({
  ...record,
  eventName,
  dynamodb: { ...record.dynamodb, NewImage },
});

/** The kind of an item: the first word of its keys. */
const kindOf = (record: StreamRecord): string => {
  const keys = record.dynamodb['Keys'] as Readonly<Record<string, { S: string }>>;
  const [pk = '', sk = ''] = ['pk', 'sk'].map((name) => keys[name]?.S);
  return `${/^[A-Z]+(?=#)/.exec(pk)?.[0] ?? 'id'} ${/^[A-Z]+/.exec(sk)?.[0] ?? 'at'}`;
};

/** A later write of an item takes its event away. */
const bringsEvent = (record: StreamRecord): boolean => {
  const { out } = imageOf(record);
  return typeof out === 'object' && out !== null && 'M' in out;
};

test('a change makes an event if it brings one, and else none', () => {
  const passed = records.filter((record) => pipe(record) !== undefined);
  const numbersOf = (some: readonly StreamRecord[]) =>
    some.map(({ dynamodb }) => dynamodb.SequenceNumber);

  expect(numbersOf(passed)).toEqual(numbersOf(records.filter(bringsEvent)));
  expect(passed.length).toBeGreaterThan(0);
  expect(passed.length).toBeLessThan(records.length);
});

test('an operation whose answer was erased went out once, before', () => {
  const [erased, ...others] = records.filter((record) => 'erased' in imageOf(record));
  if (erased === undefined) throw new Error('No answer was erased.');
  const id = imageOf(erased)['pk'];
  const ofIt = records.filter((record) => isDeepStrictEqual(imageOf(record)['pk'], id));

  expect(others).toEqual([]);
  expect(ofIt.at(-1)).toBe(erased);
  expect(ofIt.filter((record) => pipe(record) !== undefined)).toHaveLength(1);
  expect(pipe(erased)).toBeUndefined();
});

test('the changes are of many kinds of items', () => {
  expect([...new Set(records.map(kindOf))].sort()).toEqual([
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
  const ways = [...new Set(records.map(({ eventName }) => eventName))];
  expect(ways.sort()).toEqual(['INSERT', 'MODIFY', 'REMOVE']);
});

test('every event has all its members, as texts', () => {
  for (const { detail } of records.flatMap((record) => pipe(record) ?? [])) {
    expect(Object.keys(detail)).toEqual(Object.keys(eventMembers));
    expect(Object.values(detail).every((value) => typeof value === 'string')).toBe(true);
  }
});

test('what is removed makes none, whatever it brought', () => {
  const removed = records.filter(({ eventName }) => eventName === 'REMOVE');

  expect(removed.map((record) => pipe(record))).toEqual([undefined]);
  for (const record of records.filter(bringsEvent))
    expect(pipe(madeOf(record, 'REMOVE', imageOf(record)))).toBeUndefined();
});

test('an event that is none makes none', () => {
  const [record] = records.filter(bringsEvent);
  if (record === undefined) throw new Error('No record brings an event.');

  for (const out of [undefined, { S: 'text' }, { M: {} }])
    expect(pipe(madeOf(record, 'MODIFY', { ...imageOf(record), out }))).toBeUndefined();
  expect(pipe(madeOf(record, 'MODIFY'))).toBeUndefined();
});
