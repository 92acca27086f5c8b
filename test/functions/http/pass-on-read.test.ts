import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import * as create from '../../../functions/komoju/payment/create.ts';
import * as list from '../../../functions/komoju/payment/list.ts';
import * as show from '../../../functions/komoju/payment/show.ts';
import type { HttpHandler } from '../../../functions/http/handler.ts';
import { errorOf, invoke, startWorld, type World } from '../../support/handler.ts';

let world: World;
let read: HttpHandler;
beforeAll(async () => {
  world = await startWorld();
}, 30_000);
afterAll(() => world.close());

beforeEach(() => {
  read = show.start();
});
afterEach(() => {
  world.faults.clear();
});

const path = { paymentId: 'abc' };

describe('a read', () => {
  test('is answered with the payment as it stands, and writes nothing', async () => {
    const order = { amount: 1000, currency: 'JPY' };
    const details = { type: 'konbini', store: 'lawson', email: 'taro@example.com' };
    const made = await invoke(create.start(), { body: { ...order, payment_details: details } });
    const { id } = JSON.parse(made.body) as { id: string };
    const writes = world.table.calls['PutItem'];

    const reply = await invoke(read, { path: { paymentId: id } });

    expect(reply.status).toBe(200);
    expect(JSON.parse(reply.body)).toEqual(JSON.parse(made.body));
    expect(reply.headers).toEqual({
      'X-Request-Id': 'request-1',
      'Content-Type': 'application/json; charset=utf-8',
    });
    expect(world.table.calls['PutItem']).toBe(writes);
  });

  test('carries the query on', async () => {
    const reply = await invoke(list.start(), { query: { per_page: ['3'], page: ['2'] } });

    expect(JSON.parse(reply.body)).toMatchObject({ per_page: 3, page: 2 });
  });

  test('needs no idempotency key, and none is looked at', async () => {
    const headers = { 'Idempotency-Key': 'clé' };

    const reply = await invoke(list.start(), { headers, mustSendKey: 'true' });

    expect(reply.status).toBe(200);
  });

  test.each([
    [404, { error: { code: 'not_found' } }],
    [500, { error: { code: 'internal_server_error' } }],
    [502, 'Bad Gateway'],
    [409, ''],
    [418, ''],
  ])('passes on what decides nothing for money: %d', async (status, body) => {
    world.faults.add({ kind: 'status', status, body });

    const reply = await invoke(read, { path });

    expect(reply.status).toBe(status);
    expect(reply.body).toBe(typeof body === 'string' ? body : JSON.stringify(body));
  });

  test.each([
    ['refuses our key', { kind: 'status', status: 401, times: 2 }, 'unauthorized'],
    ['throttles us', { kind: 'status', status: 429 }, 'throttled'],
    ['sends us elsewhere', { kind: 'status', status: 307 }, 'redirected'],
    ['says yes, but nothing else', { kind: 'status', status: 200, body: {} }, 'garbled'],
    ['answers half', { kind: 'garbled' }, 'garbled'],
    ['hangs up', { kind: 'drop_before_accept' }, expect.stringMatching(/^no_answer/)],
  ])('is not attempted where the provider %s', async (_, fault, why) => {
    world.faults.add(fault);

    const reply = await invoke(fault.kind === 'garbled' ? list.start() : read, { path });

    expect([reply.status, errorOf(reply).code]).toEqual([503, 'not_attempted']);
    expect(reply.headers['Retry-After']).toBe('2');
    expect(reply.line['why']).toEqual(why);
  });

  test.each([
    ['the scope', { path, scopes: 'komoju.payment.create' }, 403, 'not_allowed'],
    ['an id of the provider', { path: { paymentId: '..' } }, 422, 'invalid_parameter'],
    ['time', { path, remainingMs: 10_000 }, 503, 'not_attempted'],
  ])('without %s is refused', async (_, call, status, code) => {
    const request = (await world.requests()).length;

    const reply = await invoke(read, call);

    expect([reply.status, errorOf(reply).code]).toEqual([status, code]);
    expect((await world.requests()).length).toBe(request);
  });
});

describe('the provider’s key', () => {
  afterEach(() => {
    world.putSecret('KOMOJU_SECRET', { account: 'main', secretKey: 'sk_test_1' });
  });

  test('that was changed is fetched again after one 401', async () => {
    world.putSecret('KOMOJU_SECRET', { account: 'main', secretKey: 'sk_test_old' });
    await invoke(read, { path });
    world.putSecret('KOMOJU_SECRET', { account: 'main', secretKey: 'sk_test_1' });
    const fetches = world.secretCalls['GetSecretValue'] ?? 0;

    const reply = await invoke(read, { path });

    expect(errorOf(reply).code).toBe('not_found');
    expect(world.secretCalls['GetSecretValue']).toBe(fetches + 1);
  });
});
