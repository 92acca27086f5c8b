import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { HttpHandler } from '../../../functions/http/handler.ts';
import * as create from '../../../functions/komoju/payment/create.ts';
import { start } from '../../../functions/komoju/webhook.ts';
import { allItems } from '../../support/all-items.ts';
import { countedBy } from '../../support/cloudwatch/emitted.ts';
import { invoke, startWorld, type Call, type World } from '../../support/handler.ts';
import { answerTo, eventText, webhookOf, webhookSecret } from '../../support/webhooks.ts';

const account = { account: 'main', secretKey: 'sk_test_1' };
let world: World;
let webhook: HttpHandler;
let payment: Record<string, unknown>;
beforeAll(async () => {
  world = await startWorld();
  const konbini = { type: 'konbini', store: 'lawson', email: 'taro@example.com' };
  const made = await invoke(create.start(), {
    body: { amount: 1000, currency: 'JPY', payment_details: konbini, external_order_num: '山 1' },
    headers: { 'Idempotency-Key': randomUUID() },
  });
  payment = JSON.parse(made.body) as typeof payment;
}, 30_000);
afterAll(() => world.close());

// Each test has a function that has not seen a secret yet.
beforeEach(() => {
  world.putSecret('KOMOJU_SECRET', { ...account, webhookSecret });
  world.faults.clear();
  webhook = start();
});

const items = () => allItems(world.table.client, world.table.name);

const told = (call: Call) => answerTo(call, { world, webhook });

const authorized = (id = `evt_${randomUUID()}`): string =>
  eventText(id, 'payment.authorized', payment);

describe('a genuine webhook', () => {
  test.each([
    ['as text', false],
    ['in base64', true],
  ])('is applied where API Gateway hands it over %s', async (_, inBase64) => {
    const id = `evt_${randomUUID()}`;
    const { status, line } = await told({ ...webhookOf(authorized(id)), inBase64 });

    expect([status, line['outcome']]).toEqual([200, 'applied']);
    expect((await items()).get(`EVT#komoju#${id} EVENT`)).toMatchObject({ st: { S: 'applied' } });
  });

  test('that comes again is taken, and changes nothing', async () => {
    const call = webhookOf(authorized());
    await invoke(webhook, call);

    expect(await told(call)).toMatchObject({
      ...{ status: 200, isUnwritten: true },
      line: { outcome: 'duplicate' },
    });
  });

  test('whose payment cannot be read is kept, and asked for again', async () => {
    world.faults.add({ kind: 'status', status: 500, times: 10 });
    const id = `evt_${randomUUID()}`;
    const { status, headers, line } = await told(webhookOf(authorized(id)));

    expect([status, headers['Retry-After'], line['why']]).toEqual([503, '60', 'not_applied']);
    expect((await items()).get(`EVT#komoju#${id} EVENT`)).toMatchObject({ st: { S: 'received' } });
  });
});

/** The same JSON, written in another way. */
const spaced = (text: string): string => JSON.stringify(JSON.parse(text), undefined, 1);
const escaped = (text: string): string => text.replace('山', '\\u5c71');
const latin = (text: string): string => Buffer.from(text).toString('latin1');

describe('a webhook is refused, counted and not kept', () => {
  test.each<[string, (event: string) => Call]>([
    ['without a signature', (event) => ({ body: event })],
    ['with an empty one', (event) => ({ body: event, headers: { 'X-Komoju-Signature': '' } })],
    ['without a header', (event) => ({ ...webhookOf(event), headers: {} })],
    ['by another secret', (event) => webhookOf(event, { secret: 'whsec_of_others' })],
    ['by an empty secret', (event) => webhookOf(event, { secret: '' })],
    ['with the signature of another', (event) => webhookOf(event, { over: authorized() })],
    ['that is truncated', (event) => webhookOf(event.slice(0, -1), { over: event })],
    ['that is empty', (event) => webhookOf('', { over: event })],
    ['with a byte more', (event) => webhookOf(`${event}\n`, { over: event })],
    ['with other white space', (event) => webhookOf(spaced(event), { over: event })],
    ['with other escapes', (event) => webhookOf(escaped(event), { over: event })],
    ['in another encoding', (event) => webhookOf(latin(event), { over: event })],
    [
      'whose base64 is signed, and not its bytes',
      (event) => ({
        ...webhookOf(event, { over: Buffer.from(event).toString('base64') }),
        inBase64: true,
      }),
    ],
    [
      'that is larger than 256 KiB, though it is signed',
      (event) => webhookOf(`${event}${' '.repeat(256 * 1024)}`),
    ],
  ])('%s', async (_, call) => {
    const event = authorized();
    expect([spaced(event), escaped(event), latin(event)]).not.toContain(event);

    const { status, line, isUnwritten } = await told(call(event));

    expect([status, isUnwritten]).toEqual([401, true]);
    expect(line).toMatchObject({ operation: 'komoju.webhook', outcome: 'unauthorized', forged: 1 });
    expect(countedBy(line)).toContainEqual(['forged', {}]);
    expect(JSON.stringify(line)).not.toContain('山');
  });

  test('of 256 KiB is the largest that is read', async () => {
    const event = authorized();
    const largest = event.padEnd(256 * 1024 - (Buffer.byteLength(event) - event.length));
    expect(Buffer.byteLength(largest)).toBe(256 * 1024);

    expect((await told(webhookOf(largest))).status).toBe(200);
    expect((await told(webhookOf(`${largest} `))).status).toBe(401);
  });
});

describe('while its secret is not filled in', () => {
  test.each([
    ['empty', { ...account, webhookSecret: '' }],
    ['absent', account],
  ])('%s: a webhook is neither taken nor forged, whatever it is signed by', async (_, secret) => {
    world.putSecret('KOMOJU_SECRET', secret);
    // What it was before counts for a while, and is as empty here.
    world.putSecret('KOMOJU_SECRET', secret);

    for (const by of ['', 'whsec_of_others']) {
      const reply = await told(webhookOf(authorized(), { secret: by }));
      expect(reply).toMatchObject({
        status: 503,
        isUnwritten: true,
        line: { why: 'secret_empty' },
      });
      expect(reply.headers['Retry-After']).toBe('60');
      expect(reply.line).not.toHaveProperty('forged');
    }
  });
});

describe('what is about nothing that is kept', () => {
  test.each([
    ['a ping', 'ping'],
    ['a type that nobody knows', 'subscription.suspended'],
    ['a type that is new', 'customer.merged'],
  ])('%s is answered 200, and nothing is written', async (_, type) => {
    for (const body of [eventText('evt_other', type, { id: 'x1' }), JSON.stringify({ type })]) {
      expect(await told(webhookOf(body))).toMatchObject({
        ...{ status: 200, isUnwritten: true },
        line: { outcome: 'ignored' },
      });
    }
  });

  test('a payment’s event of a type that nobody knows is kept as any other', async () => {
    const reply = await told(webhookOf(eventText(`evt_${randomUUID()}`, 'payment.new', payment)));

    expect([reply.status, reply.line['outcome']]).toEqual([200, 'applied']);
  });

  test.each([
    ['no JSON', '{"id":'],
    ['no type', '{"id":"evt_1"}'],
    ['no payment', eventText('evt_1', 'payment.captured', { resource: 'refund', id: 'r1' })],
    ['a card number for an id', authorized('4111 1111 1111 1111')],
  ])('one that has %s is told to be unreadable, and nothing is written', async (_, body) => {
    expect(await told(webhookOf(body))).toMatchObject({
      ...{ status: 422, isUnwritten: true },
      line: { why: 'unreadable_event' },
    });
  });
});
