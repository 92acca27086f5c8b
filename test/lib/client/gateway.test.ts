import { readFileSync } from 'node:fs';
import { getEventListeners } from 'node:events';
import { setFlagsFromString } from 'node:v8';
import { createContext, runInContext, runInNewContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { transform } from 'esbuild';
import { operationIds, routeOf, rowOf } from '../../../functions/operations.ts';
import { gateway, routes, waitMs, type Gateway } from '../../../lib/client/gateway.ts';
import {
  startScriptedGateway,
  type ScriptedGateway,
} from '../../support/client/scripted-gateway.ts';

/* What only the client in TypeScript has, and what no answer asks for. answers.test.ts has the answers. */

let scripted: ScriptedGateway;
let call: Gateway;
beforeAll(async () => {
  scripted = await startScriptedGateway();
  call = gateway({ baseUrl: scripted.url, key: 'gk_test_1' });
});
afterAll(() => scripted.close());

const yes = { status: 200, headers: { 'x-retry-advice': 'do_not_repeat' }, body: { id: 'pay_1' } };
const order = { amount: 1000, currency: 'JPY' };
const create = 'komoju.payment.create';

test('there is a route for each row of the table that a caller can reach', () => {
  const reached = operationIds.filter(
    (id) => routeOf(id) !== undefined && rowOf(id).effect !== 'inbox',
  );

  expect(routes).toEqual(Object.fromEntries(reached.map((id) => [id, rowOf(id).route])));
});

describe('a body', () => {
  test('that changes during the call is sent as it was', async () => {
    scripted.answer('changed', ['dropped', yes]);
    const body = { ...order };

    const outcome = call(create, { intent: 'changed', body });
    body.amount = 1;
    await outcome;

    const bodies = scripted.asked('changed').map((asked) => asked.body);
    expect(bodies).toEqual([JSON.stringify(order), JSON.stringify(order)]);
  });

  test('that is a form in parts has one boundary at every try', async () => {
    scripted.answer('form', ['dropped', yes]);
    const body = new FormData();
    body.set('amount', '1000');

    const outcome = call(create, { intent: 'form', body });
    body.set('amount', '1');
    await outcome;

    const sent = scripted.asked('form').map((asked) => [asked.headers['content-type'], asked.body]);
    const [type = '', text = ''] = sent[0] ?? [];
    expect(text).toContain(`--${type.replace('multipart/form-data; boundary=', '')}\r\n`);
    expect(text).toContain('\r\n\r\n1000\r\n');
    expect(sent).toEqual([sent[0], sent[0]]);
  });

  test('that is a form says so', async () => {
    scripted.answer('fields', [yes]);

    await call(create, {
      intent: 'fields',
      body: new URLSearchParams(Object.entries({ amount: '1' })),
    });

    const [asked] = scripted.asked('fields');
    expect(asked?.body).toBe('amount=1');
    expect(asked?.headers['content-type']).toContain('application/x-www-form-urlencoded');
  });

  test('that is absent is no body', async () => {
    scripted.answer('bare', [yes]);

    await call('komoju.payment.cancel', { intent: 'bare', paymentId: 'pay_1' });

    const [asked] = scripted.asked('bare');
    expect([asked?.body, asked?.headers['content-type']]).toEqual(['', undefined]);
  });

  test.each([
    ['a promise', Promise.resolve({ amount: 1 })],
    ['a map', new Map([['amount', 1]])],
    ['a file', new Blob(['{"amount":1}'])],
    ['an amount that is undefined', { amount: undefined }],
    ['a part whose amount is undefined', { parts: [{ amount: undefined }] }],
  ])('that is %s is not sent as {}, which refunds everything', async (name, wrong) => {
    const intent = name.replaceAll(' ', '-');
    const request = { intent, paymentId: 'pay_1', body: wrong as never };

    await expect(call('komoju.payment.refund', request)).rejects.toThrow(
      new TypeError(
        name.endsWith('undefined') ? 'amount has no value.' : 'A body is a plain object or a form.',
      ),
    );
    expect(scripted.asked(intent)).toEqual([]);
  });
});

test.each(['', 'localhost:3000', '127.0.0.1:3000', 'ftp://127.0.0.1', 'https://'])(
  'a client of the address %j is not made: nothing could ever be sent there',
  (baseUrl) => {
    expect(() => gateway({ baseUrl, key: 'gk_test_1' })).toThrow(TypeError);
  },
);

test('an intent in quotes is sent with its quotes: the bare one is another', async () => {
  const sent = String.raw`"\"a\""`;
  scripted.answer(sent, [yes]);

  const outcome = await call(create, { intent: '"a"', body: order });

  expect(outcome.outcome).toBe('done');
  expect(scripted.asked(sent).length).toBe(1);
});

describe('a path and its query', () => {
  test('are written so that nothing of them leads elsewhere', async () => {
    const orderNumber = 'a/b ?#ä';
    scripted.answer(encodeURIComponent(orderNumber), [
      { ...yes, headers: { 'x-request-id': 'r' } },
    ]);

    await call('gateway.order.show', { provider: 'komoju', orderNumber });

    const [asked] = scripted.asked(encodeURIComponent(orderNumber));
    expect(asked?.path).toBe('/stage/gateway/v1/komoju/orders/a%2Fb%20%3F%23%C3%A4');
  });

  test('have what was asked for', async () => {
    scripted.answer('payments', [{ ...yes, headers: { 'x-request-id': 'r' } }]);

    await call('komoju.payment.list', { query: { per_page: 2, status: 'captured,refunded' } });

    const [asked] = scripted.asked('payments');
    expect(asked?.path).toBe('/stage/komoju/api/v1/payments?per_page=2&status=captured%2Crefunded');
  });

  test.each(['', '.', '..'])('a payment whose id is %j is not asked for', async (paymentId) => {
    await expect(call('komoju.payment.show', { paymentId })).rejects.toThrow(TypeError);
  });
});

test('a call ends in its time while garbage is collected', async () => {
  scripted.answer('garbage', ['silence']);
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;

  const outcome = call(create, { intent: 'garbage', body: order, withinMs: 1_000 });
  const isOver = outcome.then(() => true);
  const nextTurn = (): Promise<false> =>
    new Promise((resolve) => {
      setImmediate(() => {
        collect();
        resolve(false);
      });
    });
  while (!(await Promise.race([isOver, nextTurn()])));

  expect((await outcome).outcome).toBe('pending');
});

test('a call lets go of its caller’s signal', async () => {
  scripted.answer('released', ['dropped', yes]);
  const { signal } = new AbortController();

  await call(create, { intent: 'released', body: order, signal });

  expect(getEventListeners(signal, 'abort')).toEqual([]);
});

describe('the wait after a try', () => {
  const told = (seconds: string) => ({ headers: new Headers({ 'retry-after': seconds }) });
  const waits = (tries: number, answer: Parameters<typeof waitMs>[1]): number[] =>
    Array.from({ length: 200 }, () => waitMs(tries, answer));
  const between = (values: readonly number[]): readonly [number, number] => [
    Math.min(...values),
    Math.max(...values),
  ];

  test('is never shorter than what is told, and never the same for all', () => {
    const [least, most] = between(waits(1, told('30')));

    expect(least).toBeGreaterThanOrEqual(30_000);
    expect(most).toBeLessThanOrEqual(30_500);
    expect(most).toBeGreaterThan(least);
  });

  test.each([
    [1, 500, 1_000],
    [2, 1_000, 2_000],
    [5, 8_000, 16_000],
    [7, 30_000, 60_000],
    [40, 30_000, 60_000],
  ])('grows by itself: after try %d it is %d to %d ms', (tries, from, to) => {
    for (const answer of [{ headers: undefined }, told('0'), told('soon'), told('-5')]) {
      const [least, most] = between(waits(tries, answer));
      expect(least).toBeGreaterThanOrEqual(from);
      expect(most).toBeLessThanOrEqual(to);
    }
  });
});

describe('the file stands alone', () => {
  const text = readFileSync('lib/client/gateway.ts', 'utf8');

  test('it imports types only', () => {
    const imports = text.match(/^import .*$|\bimport\(|\brequire\(/gm);

    expect(imports).toEqual(["import type { Operations, RetryAdvice } from './operations.ts';"]);
  });

  test('it runs with what every host of web standards has, and nothing of Node’s', async () => {
    scripted.answer('alone', ['dropped', yes]);
    const { code } = await transform(text, { loader: 'ts', format: 'iife', globalName: 'client' });
    const web = { fetch, Headers, Response, Blob, URL, URLSearchParams, FormData, AbortController };
    const context = createContext({ ...web, setTimeout, clearTimeout });
    const { gateway: make } = runInContext(`${code}; client`, context) as {
      gateway: typeof gateway;
    };

    const outcome = await make({ baseUrl: scripted.url, key: 'gk_test_1' })(create, {
      intent: 'alone',
      body: order,
    });

    expect(outcome).toMatchObject({ outcome: 'done', body: { id: 'pay_1' } });
    expect(scripted.asked('alone').length).toBe(2);
  });
});
