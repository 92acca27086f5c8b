import { randomUUID } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import * as link from '../../../functions/coiney/payment/create.ts';
import type { HttpHandler } from '../../../functions/http/handler.ts';
import { otherAttempts } from '../../../functions/http/order-attempts.ts';
import * as create from '../../../functions/komoju/payment/create.ts';
import { komoju } from '../../../functions/providers/komoju/komoju.ts';
import { invoke, startWorld, type Reply, type World } from '../../support/handler.ts';
import { card } from '../../support/mutation-requests.ts';

let world: World;
let handler: HttpHandler;
beforeAll(async () => {
  world = await startWorld();
  // Only a card is paid at once.
  world.set('CARD_DATA', 'accept');
}, 30_000);
afterAll(() => world.close());

beforeEach(() => {
  handler = create.start();
});
afterEach(() => {
  world.faults.clear();
  world.table.faults.clear();
});

const konbini = { type: 'konbini', store: 'lawson', email: 'taro@example.com' };
const newOrder = (): string => `order ${randomUUID()}`;

type Paid = { readonly by?: object; readonly key?: string };

const pay = (order: unknown, { by = konbini, key = randomUUID() }: Paid = {}): Promise<Reply> =>
  invoke(handler, {
    body: { amount: 1000, currency: 'JPY', payment_details: by, external_order_num: order },
    headers: { 'Idempotency-Key': key },
  });

const attemptsOf = ({ headers }: Reply): unknown => headers['X-Order-Attempts'];

describe('the answer to a create', () => {
  test('says nothing at the first attempt of an order', async () => {
    const reply = await pay(newOrder());

    expect([reply.status, attemptsOf(reply)]).toEqual([200, undefined]);
    expect(reply.headers).not.toHaveProperty('X-Order-Attempts');
  });

  test('says that one may still be paid, and how many', async () => {
    const order = newOrder();
    await pay(order);

    expect(attemptsOf(await pay(order))).toBe('payable=1');
    expect(attemptsOf(await pay(order))).toBe('payable=2');
  });

  test('says that the order is paid, and is made all the same', async () => {
    const order = newOrder();
    await pay(order, { by: card });
    await pay(order);

    const reply = await pay(order, { by: card });

    expect([reply.status, attemptsOf(reply)]).toEqual([200, 'paid=1, payable=1']);
    expect(JSON.parse(reply.body)).toMatchObject({ status: 'captured' });
    expect(attemptsOf(await pay(order))).toBe('paid=2, payable=1');
  });

  test('counts an attempt whose outcome is unknown as one that may still be paid', async () => {
    const order = newOrder();
    world.faults.add({ kind: 'drop_after_accept' });
    expect((await pay(order)).status).toBe(409);

    expect(attemptsOf(await pay(order))).toBe('payable=1');
  });

  test('does not count what has failed', async () => {
    const order = newOrder();
    world.faults.add({ kind: 'status', status: 422, body: { error: { code: 'unprocessable' } } });
    expect((await pay(order)).status).toBe(422);

    expect(attemptsOf(await pay(order))).toBeUndefined();
  });

  test('does not count itself where it is repeated', async () => {
    const order = newOrder();
    const key = randomUUID();
    await pay(order, { key });

    const replay = await pay(order, { key });

    expect([replay.headers['Idempotent-Replayed'], attemptsOf(replay)]).toEqual([
      'true',
      undefined,
    ]);
    await pay(order);
    expect(attemptsOf(await pay(order, { key }))).toBe('payable=1');
  });

  test('says so also where it is an error of the provider, or nobody knows', async () => {
    const order = newOrder();
    await pay(order, { by: card });

    world.faults.add({ kind: 'status', status: 422, body: { error: { code: 'unprocessable' } } });
    const rejected = await pay(order);
    world.faults.add({ kind: 'drop_before_accept' });
    const unknown = await pay(order);

    expect([rejected.status, attemptsOf(rejected)]).toEqual([422, 'paid=1']);
    expect([unknown.status, attemptsOf(unknown)]).toEqual([409, 'paid=1']);
  });

  test('says so also where the request is refused because its key was used', async () => {
    const order = newOrder();
    const key = randomUUID();
    await pay(order, { key, by: card });
    await pay(order);

    const reused = await pay(order, { key, by: konbini });

    expect([reused.status, attemptsOf(reused)]).toEqual([422, 'payable=1']);
  });

  test('goes by the order alone: not by another one, nor by another provider’s', async () => {
    const order = newOrder();
    await pay(order);
    const made = await invoke(link.start(), {
      body: {
        ...{ amount: 1000, currency: 'jpy', method: 'creditcard' },
        metadata: { order_number: order },
      },
      headers: { 'Idempotency-Key': randomUUID() },
    });

    expect([made.status, attemptsOf(made)]).toEqual([201, undefined]);
    expect(attemptsOf(await pay(newOrder()))).toBeUndefined();
  });

  test('says the same of a number that is written as a number', async () => {
    const order = Date.now();
    await pay(order);

    expect(attemptsOf(await pay(String(order)))).toBe('payable=1');
  });
});

test.each([
  ['no order is named', undefined, 200],
  ['its number is empty', '', 200],
  // KOMOJU itself refuses it.
  ['its number is longer than can be found by', 'A'.repeat(1025), 422],
])('where %s nothing is said, and nothing is asked', async (_, order, status) => {
  await pay(order);
  const asked = world.table.calls['Query'] ?? 0;

  const reply = await pay(order);

  expect([reply.status, attemptsOf(reply)]).toEqual([status, undefined]);
  expect(world.table.calls['Query'] ?? 0).toBe(asked);
});

test.each(['drop_before_accept', 'drop_after_accept', 'throttle'] as const)(
  'where the index does not answer (%s) nothing is said, and the payment is made',
  async (kind) => {
    const order = newOrder();
    await pay(order, { by: card });
    world.table.faults.add({ on: 'table', kind, match: 'Query', times: 10 });

    const reply = await pay(order);

    expect([reply.status, attemptsOf(reply)]).toEqual([200, undefined]);
  },
);

/** A client whose every call is answered like this. */
const clientThat = (send: () => Promise<object>): DynamoDBClient =>
  Object.assign(new DynamoDBClient({ region: 'ap-northeast-1' }), { send });

const request = { id: 'op_1', order: 'komoju#A1' };

test('what other attempts there are is never an error', async () => {
  const client = clientThat(() => Promise.reject(new Error('The index is away.')));

  expect(await otherAttempts({ client, table: 'ledger' }, komoju, request)).toBeUndefined();
});

test('an answer does not wait for all attempts of an order that has more than a page of them', async () => {
  let pages = 0;
  const next = { pk: { S: 'op_2' } };
  const client = clientThat(() => {
    pages += 1;
    return Promise.resolve({ Items: [], LastEvaluatedKey: pages < 5 ? next : undefined });
  });

  await otherAttempts({ client, table: 'ledger' }, komoju, request);

  expect(pages).toBe(1);
});
