import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import * as create from '../../../functions/coiney/payment/create.ts';
import { start } from '../../../functions/coiney/webhook.ts';
import type { HttpHandler } from '../../../functions/http/handler.ts';
import { allItems } from '../../support/all-items.ts';
import { countedBy } from '../../support/cloudwatch/emitted.ts';
import { invoke, startWorld, type Call, type World } from '../../support/handler.ts';
import { answerTo } from '../../support/webhooks.ts';

const account = { account: 'main', secretKey: 'sk_test_1' };
const webhookToken = 'token-of-the-tests';
let world: World;
let webhook: HttpHandler;
let id: string;
beforeAll(async () => {
  world = await startWorld();
  const made = await invoke(create.start(), {
    body: { amount: 1000, currency: 'jpy', method: 'creditcard' },
    headers: { 'Idempotency-Key': randomUUID() },
  });
  ({ id } = JSON.parse(made.body) as { id: string });
}, 30_000);
afterAll(() => world.close());

beforeEach(() => {
  world.putSecret('COINEY_SECRET', { ...account, webhookToken });
  webhook = start();
});

const items = () => allItems(world.table.client, world.table.name);

const told = (call: Call) => answerTo(call, { world, webhook });

const hint = (changes: object = {}): object => ({
  ...{ id, object: 'payment', type: 'payment.succeeded' },
  ...changes,
});

test.each([
  ['text', false],
  ['base64', true],
])('a hint with the token is read back, and not believed: as %s', async (_, inBase64) => {
  const type = `payment.succeeded.${String(inBase64)}`;
  const { status } = await told({ body: hint({ type }), path: { token: webhookToken }, inBase64 });

  expect(status).toBe(200);
  const payment = (await items()).get(`PAY#coiney#${id} PAYMENT`);
  expect(JSON.parse(payment?.['pay']?.S ?? '')).toMatchObject({ id, state: 'open' });
});

describe('a hint is refused, counted and not kept', () => {
  test.each<[string, Call]>([
    ['with another token', { path: { token: 'another' } }],
    ['with a part of the token', { path: { token: webhookToken.slice(0, -1) } }],
    ['with the token and more', { path: { token: `${webhookToken}x` } }],
    ['with the token in other letters', { path: { token: webhookToken.toUpperCase() } }],
    ['with an empty token', { path: { token: '' } }],
    ['without a path', {}],
    ['with the token in a header', { headers: { token: webhookToken } }],
  ])('%s', async (_, call) => {
    const { status, line, isUnwritten } = await told({ body: hint(), ...call });

    expect([status, isUnwritten]).toEqual([401, true]);
    expect(line).toMatchObject({ operation: 'coiney.webhook', outcome: 'unauthorized', forged: 1 });
    expect(countedBy(line)).toContainEqual(['forged', {}]);
    expect(JSON.stringify(line)).not.toContain(webhookToken);
  });

  test('larger than 256 KiB', async () => {
    const body = `${JSON.stringify(hint())}${' '.repeat(256 * 1024)}`;

    const { status, line, isUnwritten } = await told({ body, path: { token: webhookToken } });

    expect([status, line['forged'], isUnwritten]).toEqual([401, 1, true]);
  });
});

test.each(['', 'another'])('without a token of its own it takes none: %j', async (token) => {
  world.putSecret('COINEY_SECRET', account);
  world.putSecret('COINEY_SECRET', account);

  const { status, line, isUnwritten } = await told({ body: hint(), path: { token } });

  expect([status, line['why'], isUnwritten]).toEqual([503, 'secret_empty', true]);
});

test.each([
  ['no JSON', '{"id":'],
  ['another object', JSON.stringify({ id: 'pm_1', object: 'customer', type: 'x' })],
])('one that has %s is told to be unreadable, and nothing is written', async (_, body) => {
  const { status, isUnwritten } = await told({ body, path: { token: webhookToken } });

  expect([status, isUnwritten]).toEqual([400, true]);
});
