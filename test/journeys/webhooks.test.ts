import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { simulatorWebhookSecret } from '../../lib/local/simulators/simulators.ts';
import { allItems } from '../support/all-items.ts';
import { haveLink } from './links.ts';
import { startSystem, tableOf, type System } from './system.ts';
import { toldIn, type Happenings } from './told.ts';

/* What a webhook does by itself: what it leaves by the time that it is answered, and what it is answered. */

let local: System;
let told: Happenings;
beforeAll(async () => {
  local = await startSystem();
  told = toldIn(local);
  await local.sandbox('POST', 'webhooks/release', { order: 'created' });
}, 60_000);
beforeEach(() => told.delivered());
afterAll(() => local.close());

async function items(): Promise<unknown> {
  const { client, TableName } = await tableOf(local);
  const found = await allItems(client, TableName);
  client.destroy();
  return found;
}

/** Sends bytes as KOMOJU does, with the signature of others or of the same. */
const send = (bytes: string, signed = bytes): Promise<Response> =>
  fetch(`${local.url}/komoju/webhooks`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-komoju-signature': createHmac('sha256', simulatorWebhookSecret('komoju'))
        .update(signed)
        .digest('hex'),
    },
    body: bytes,
  });

test('a webhook has the payment captured on record by the time that it is answered', async () => {
  const id = await told.pay();
  await told.happens(id, 'pay');
  await told.delivered();

  const { payment, data } = await told.historyOf(id);

  expect(payment?.state).toBe('captured');
  expect(data.map(({ what, cause, to }) => [what, cause, to])).toEqual([
    ['komoju.payment.create', 'operation', 'authorized'],
    ['payment.authorized', 'webhook', 'authorized'],
    ['payment.captured', 'webhook', 'captured'],
  ]);
});

test('a webhook that comes again changes nothing', async () => {
  const id = await told.pay();
  await told.happens(id, 'pay');
  await told.delivered();
  const before = await told.historyOf(id);

  await local.sandbox('POST', 'webhooks/redeliver', { payment: id });
  await told.delivered();

  expect(await told.historyOf(id)).toEqual(before);
});

test('a webhook with a right signature about what never happened is not believed', async () => {
  const id = await told.pay();
  await told.delivered();

  await local.sandbox('POST', 'webhooks/forge', {
    ...{ type: 'payment.captured', payment: id, signature: 'valid' },
  });
  await told.delivered();

  expect(await told.stateOf(id)).toBe('authorized');
});

test('a webhook that is forged is refused, and leaves nothing', async () => {
  const id = await told.pay();
  await told.delivered();
  const before = await items();

  await local.sandbox('POST', 'webhooks/forge', { type: 'payment.captured', payment: id });
  await told.delivered();

  expect(await items()).toEqual(before);
});

test('a webhook is taken by its bytes as they came, and by no others', async () => {
  const event = JSON.stringify({
    ...{ id: 'evt_ping', type: 'ping', resource: 'event', created_at: '2026-01-01T00:00:00Z' },
    data: { name: '山田 太郎 🗻' },
  });
  const before = await items();

  expect((await send(event)).status).toBe(200);
  for (const other of [event.slice(0, -1), `${event}\n`, event.replace('山', '\\u5c71')]) {
    expect((await send(other, event)).status).toBe(401);
  }
  expect(await items()).toEqual(before);
});

test('a hint of Coiney’s with another token is refused, and leaves nothing', async () => {
  const { id } = await haveLink(local);
  const before = await items();

  const body = JSON.stringify({ id, object: 'payment', type: 'payment.succeeded' });
  const { status } = await fetch(`${local.url}/coiney/webhooks/another`, { method: 'POST', body });

  expect(status).toBe(401);
  expect(await items()).toEqual(before);
});
