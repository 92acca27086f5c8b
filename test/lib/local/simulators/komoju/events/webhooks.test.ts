import { createHmac } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { ask, restart, runSimulators } from '../../running-simulators.ts';
import { runReceiver } from '../../webhooks/receiver.ts';
import { anId, konbini, pay, tryToPay } from '../orders.ts';
import { events, happen, sandbox } from './happenings.ts';

const receiver = runReceiver();
runSimulators();

const secret = 'whsec_komoju_simulator';
const hmac = (body: Buffer, key: string): string =>
  createHmac('sha256', key).update(body).digest('hex');

const delivered = (): Promise<{ held: number }> => sandbox('POST webhooks/wait');
const sentTypes = (): unknown[] => receiver.received.map(({ json }) => json['type']);
const deliveries = async (): Promise<unknown[]> =>
  (await (await ask('GET /sandbox/webhooks')).json()) as unknown[];

/** The webhook is set, and its ping has arrived. */
beforeEach(async () => {
  await sandbox('POST komoju/webhooks', { url: receiver.url() });
  await delivered();
});

test('a webhook that is set is told a ping', () => {
  expect(receiver.received).toMatchObject([
    { path: '/hook', headers: { 'x-komoju-event': 'ping' }, json: { type: 'ping', data: {} } },
  ]);
});

test('an event is sent as it is listed, signed over its bytes', async () => {
  await pay({ description: '注文 №7' });
  await delivered();

  const [, event] = await events();
  const { headers, body, json } = receiver.received.at(-1) ?? {};
  expect(json).toEqual(event);
  expect(body?.toString('utf8')).toContain('注文 №7');
  expect(headers).toMatchObject({
    'content-type': 'application/json',
    'user-agent': 'Komoju-Webhook',
    'x-komoju-event': 'payment.captured',
    'x-komoju-id': anId,
    'x-komoju-signature': hmac(body ?? Buffer.alloc(0), secret),
  });
  expect(headers?.['x-komoju-id']).not.toBe(event?.id);
});

test('another secret signs, where one is set', async () => {
  await sandbox('POST komoju/webhooks', { url: receiver.url(), secret: 'whsec_mine' });
  await delivered();

  const { headers, body } = receiver.received.at(-1) ?? {};
  expect(headers?.['x-komoju-signature']).toBe(hmac(body ?? Buffer.alloc(0), 'whsec_mine'));
});

test.each([
  [[500, 503, 204], { tries: 3, status: 204, state: 'delivered' }],
  [[404], { tries: 1, status: 404, state: 'failed' }],
  [[500, 500, 500, 500, 500, 500], { tries: 5, status: 500, state: 'failed' }],
])(
  'to a receiver that answers %j the same delivery is sent again after a 5xx',
  async (answers, end) => {
    receiver.answers = [...answers];
    const { id } = await pay();
    await delivered();

    const [, delivery] = await deliveries();
    const [, event] = await events();
    expect(delivery).toEqual({
      id: anId,
      provider: 'komoju',
      event: event?.id,
      type: 'payment.captured',
      payment: id,
      ...end,
    });
    const sent = receiver.received.slice(1);
    expect(sent).toHaveLength(end.tries);
    const { id: deliveryId } = delivery as { id: string };
    expect(new Set(sent.map(({ headers }) => headers['x-komoju-id']))).toEqual(
      new Set([deliveryId]),
    );
    expect(new Set(sent.map(({ body }) => body.toString('hex'))).size).toBe(1);
  },
);

test('a silent receiver does not keep the API from answering', async () => {
  receiver.isSilent = true;
  const arrived = receiver.next();
  await pay();
  await arrived;

  expect((await tryToPay()).status).toBe(200);
  expect(await deliveries()).toMatchObject([
    { state: 'delivered' },
    { state: 'waiting' },
    { state: 'waiting' },
  ]);
});

test('without a webhook nothing is sent, and events are listed all the same', async () => {
  await sandbox('POST komoju/webhooks', { url: null });
  const { id } = await pay();
  await delivered();

  const again = await ask('POST /sandbox/webhooks/redeliver', { payment: id });
  const forged = await ask('POST /sandbox/webhooks/forge', {
    type: 'payment.captured',
    payment: id,
  });
  expect(receiver.received).toHaveLength(1);
  expect(await events()).toHaveLength(2);
  expect([again.status, forged.status]).toEqual([404, 409]);
});

test('a refused URL changes nothing', async () => {
  const answer = await ask('POST /sandbox/komoju/webhooks', { url: 'shop' });
  await pay();
  await delivered();

  expect(answer.status).toBe(400);
  expect(sentTypes()).toEqual(['ping', 'payment.captured']);
});

describe('the sandbox', () => {
  test('holds webhooks and lets them go the other way round', async () => {
    await sandbox('POST webhooks/hold');
    const { id } = await pay({ payment_details: konbini });
    await happen('pay', id);
    const { held } = await delivered();
    const before = sentTypes();

    const released = await sandbox('POST webhooks/release', { order: 'reversed' });
    await delivered();

    expect([held, before]).toEqual([2, ['ping']]);
    expect(released).toMatchObject({
      released: [{ type: 'payment.captured' }, { type: 'payment.authorized' }],
    });
    expect(sentTypes()).toEqual(['ping', 'payment.captured', 'payment.authorized']);
  });

  test('shuffles by a seed, which it names', async () => {
    await sandbox('POST webhooks/hold');
    for (let count = 0; count < 9; count++) await pay();
    const { released, seed } = await sandbox<{ released: { event: string }[]; seed: number }>(
      'POST webhooks/release',
      { order: 'shuffled', seed: 7 },
    );
    await delivered();

    const sent = receiver.received.slice(1).map(({ json }) => json['id']);
    const made = (await events()).slice(1).map(({ id }) => id);
    expect(seed).toBe(7);
    expect(sent).toEqual(released.map(({ event }) => event));
    expect(sent).not.toEqual(made);
    expect(new Set(sent)).toEqual(new Set(made));
  });

  test('sends the events of a payment again, the same ones in new deliveries', async () => {
    const { id } = await pay({ payment_details: konbini });
    await happen('pay', id);
    await pay();
    await delivered();
    const before = receiver.received.slice(1, 3);

    const count = await sandbox('POST webhooks/redeliver', { payment: id });
    await delivered();

    const again = receiver.received.slice(4);
    expect(count).toEqual({ count: 2 });
    expect(again.map(({ json }) => json)).toEqual(before.map(({ json }) => json));
    expect(again[0]?.headers['x-komoju-id']).not.toBe(before[0]?.headers['x-komoju-id']);
    expect(await events()).toHaveLength(4);
  });

  test.each([
    ['no signature', undefined, false],
    ['the right one', 'valid', true],
  ])('forges a webhook that KOMOJU never sent, with %s', async (_, signature, isValid) => {
    const { id } = await pay({ payment_details: konbini });
    await sandbox('POST webhooks/forge', { type: 'payment.captured', payment: id, signature });
    await delivered();

    const { headers, body, json } = receiver.received.at(-1) ?? {};
    const right = hmac(body ?? Buffer.alloc(0), secret);
    expect(headers?.['x-komoju-signature'] === right).toBe(isValid);
    expect(headers?.['x-komoju-signature']).toMatch(/^[0-9a-f]{64}$/);
    expect(json).toMatchObject({ type: 'payment.captured', data: { id, status: 'captured' } });
    expect((await events()).map(({ type }) => type)).toEqual(['ping', 'payment.authorized']);
  });

  test('forges one of a payment that does not exist, signed as it is told', async () => {
    const forgery = { type: 'payment.refunded', payment: 'nobodys', signature: 'abc' };
    await sandbox('POST webhooks/forge', forgery);
    await delivered();

    expect(receiver.received.at(-1)).toMatchObject({
      headers: { 'x-komoju-signature': 'abc' },
      json: { type: 'payment.refunded', data: { id: 'nobodys', status: 'refunded' } },
    });
  });

  test.each([
    ['forge', { on: 'acme', type: 'payment.captured', payment: 'p' }, 400],
    ['forge', { type: 'payment.captured' }, 400],
    ['release', { order: 'backwards' }, 400],
    ['redeliver', { payment: 'nobodys' }, 404],
  ])('refuses to %s %j', async (name, body, status) => {
    expect((await ask(`POST /sandbox/webhooks/${name}`, body)).status).toBe(status);
  });
});

describe('with a file', () => {
  test('events and the webhook survive a restart, and nothing is told twice', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'simulators-'));
    const file = join(directory, 'providers.json');
    await restart({ file });
    await sandbox('POST komoju/webhooks', { url: receiver.url() });
    await pay();
    await delivered();
    const before = await events();

    await restart({ file });
    await pay({ payment_details: konbini });
    await delivered();

    expect((await events()).slice(0, 2)).toEqual(before);
    expect(sentTypes()).toEqual(['ping', 'ping', 'payment.captured', 'payment.authorized']);
    await rm(directory, { recursive: true });
  });
});

// Less than the time after which KOMOJU itself ends it.
test('a close ends a delivery that is under way', async () => {
  receiver.isSilent = true;
  const arrived = receiver.next();
  await pay();
  const { ended } = await arrived;

  await restart();
  await ended;

  expect(receiver.received).toHaveLength(2);
}, 10_000);
