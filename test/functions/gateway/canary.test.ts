import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Context } from 'aws-lambda';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { start } from '../../../functions/gateway/canary.ts';
import { listen, type Listening } from '../../../lib/host/listen.ts';
import { emittedBy } from '../../support/cloudwatch/emitted.ts';
import { startWorld, type World } from '../../support/handler.ts';
import { logged } from '../../support/log-lines.ts';

/* The canary before a gateway that answers as a test says. */

type Answer = readonly [status: number, body: unknown];

const well = { table: 'ok', 'komoju.secret': 'ok', 'komoju.origin': 'ok' };
const health = '/gateway/v1/health';
const create = '/komoju/api/v1/payments';
const cancel = `${create}/p1/cancel`;

/** What a gateway answers of which all is well. */
const allWell: Readonly<Record<string, Answer>> = {
  [health]: [200, { status: 'ok', parts: well }],
  [create]: [200, { id: 'p1', status: 'authorized' }],
  [cancel]: [200, { id: 'p1', status: 'cancelled' }],
};

let world: World;
let gateway: Listening;
let answers: Readonly<Record<string, Answer>>;
let asked: { path: string; headers: IncomingMessage['headers'] }[];

function respond({ url: path = '', headers }: IncomingMessage, response: ServerResponse): void {
  asked.push({ path, headers });
  const [status, body] = answers[path] ?? [404, {}];
  response.writeHead(status).end(typeof body === 'string' ? body : JSON.stringify(body));
}

const secret = { caller: 'canary', random: 'canary0000000000000000' };

beforeAll(async () => {
  world = await startWorld();
  gateway = await listen(0, respond);
}, 30_000);
beforeEach(() => {
  answers = allWell;
  asked = [];
  world.set('GATEWAY_URL', gateway.url);
  world.set('CANARY_TRIALS', 'komoju');
});
afterEach(() => {
  world.putSecret('CANARY_SECRET', secret);
});
afterAll(async () => {
  await gateway.close();
  await world.close();
});

const at = (time: string): object => ({ source: 'aws.events', time: `2026-11-28T${time}Z` });
const betweenPayments = at('09:13:00');

/** What a fresh function finds when it is started so, and its line. */
async function run(event: unknown): Promise<{ healthy: unknown; line: object }> {
  const context = { awsRequestId: 'request-1' } as Context;
  const { value, lines } = await logged(() => start()(event, context));
  expect(lines).toHaveLength(1);
  return { healthy: value['healthy'], line: lines[0] ?? {} };
}

const pathsAsked = (): string[] => asked.map(({ path }) => path);

test('is healthy where all that it asked is as it should be, and counts that once for the stack', async () => {
  const { healthy, line } = await run(betweenPayments);

  expect(healthy).toBe(1);
  expect(line).toMatchObject({ operation: 'gateway.canary', outcome: 'done', healthy: 1 });
  expect(line).not.toHaveProperty('why');
  expect(emittedBy(line)).toEqual([
    {
      namespace: 'PaymentGateway/test',
      name: 'healthy',
      dimensions: {},
      value: 1,
      at: expect.any(Number),
    },
  ]);
});

test('asks with the key that is made of its secret, and writes nothing of that', async () => {
  const { line } = await run(betweenPayments);

  const key = 'gk_test_canary0000000000000000';
  const sent = `Basic ${Buffer.from(`${key}:`).toString('base64')}`;
  expect(asked.map(({ headers }) => headers.authorization)).toEqual([sent]);
  expect(JSON.stringify(line)).not.toContain('canary0000');
});

// prettier-ignore
test.each<[string, Answer, string]>([
  ['a part is not well',            [503, { parts: { ...well, table: 'unavailable' } }],                        'table: unavailable'],
  ['two parts are not',             [503, { parts: { ...well, table: 'unavailable', 'komoju.secret': 'refused' } }], 'table: unavailable, komoju.secret: refused'],
  ['a key is of the other mode',    [503, { parts: { ...well, 'komoju.secret': 'other_mode' } }],                'komoju.secret: other_mode'],
  ['another part than a secret is empty', [503, { parts: { ...well, table: 'empty' } }],                        'table: empty'],
  ['its key is unknown',            [401, { error: { code: 'unauthorized' } }],                                 'health: 401'],
  ['something else answers',        [200, '<html>'],                                                            'health: 200'],
  ['parts are told with an error',  [500, { parts: well }],                                                     'health: 500'],
  ['a part has no name of ours',    [503, { parts: { 'sk_live_1': 'refused' } }],                               'health: 503'],
  ['a part is in no word of ours',  [503, { parts: { table: 'sk_live_1' } }],                                   'health: 503'],
  ['a part is in a word like ours', [503, { parts: { table: 'skliveabc' } }],                                   'health: 503'],
])('says why where %s', async (_, answer, why) => {
  answers = { ...allWell, [health]: answer };

  const { healthy, line } = await run(betweenPayments);

  expect(healthy).toBe(0);
  expect(line).toMatchObject({ outcome: 'unhealthy', healthy: 0, why });
  expect(emittedBy(line)).toMatchObject([{ name: 'healthy', value: 0 }]);
});

test('a secret that nobody has filled in is no reason, and nothing is paid there', async () => {
  answers = { ...allWell, [health]: [503, { parts: { ...well, 'komoju.secret': 'empty' } }] };

  expect((await run(at('09:00:00'))).healthy).toBe(1);
  expect(pathsAsked()).toEqual([health]);
});

test('says why where nobody answers', async () => {
  const closed = await listen(0, () => undefined);
  await closed.close();
  world.set('GATEWAY_URL', closed.url);

  expect((await run(betweenPayments)).line).toMatchObject({ why: 'health: not_connected' });
});

test.each(['not JSON', { random: 'too-short' }, { random: `${'x'.repeat(21)}\n` }, {}])(
  'says why where its secret is no such secret: %j',
  async (value) => {
    world.putSecret('CANARY_SECRET', value);

    const { healthy, line } = await run(betweenPayments);

    expect(healthy).toBe(0);
    expect(line).toMatchObject({ why: 'secret_unavailable' });
    expect(asked).toEqual([]);
  },
);

describe('the payment of an hour', () => {
  test.each(['09:00:00', '09:04:59', '09:09:59'])('is made and cancelled at %s', async (time) => {
    expect((await run(at(time))).healthy).toBe(1);

    expect(pathsAsked()).toEqual([health, create, cancel]);
    expect(asked.slice(1).map(({ headers }) => headers['idempotency-key'])).toEqual([
      'canary komoju.payment.create 2026-11-28T09',
      'canary komoju.payment.cancel 2026-11-28T09',
    ]);
  });

  test.each([
    ['later in the hour', at('09:10:00')],
    ['by hand', {}],
    ['with a time that is none', { time: 'now' }],
  ])('is not made by a start %s', async (_, event) => {
    expect((await run(event)).healthy).toBe(1);
    expect(pathsAsked()).toEqual([health]);
  });

  test('is not made where the stack does not say so', async () => {
    world.set('CANARY_TRIALS', '');

    await run(at('09:00:00'));

    expect(pathsAsked()).toEqual([health]);
  });

  test.each(['secret', 'origin'])('is not made where the provider’s %s is not well', async (of) => {
    const parts = { ...well, [`komoju.${of}`]: 'unavailable' };
    answers = { ...allWell, [health]: [503, { parts }] };

    expect((await run(at('09:00:00'))).healthy).toBe(0);
    expect(pathsAsked()).toEqual([health]);
  });

  // prettier-ignore
  test.each<[string, string, Answer, string]>([
    ['the outcome is unknown',           create, [409, { error: {} }],                        'komoju.payment.create: 409'],
    ['the answer tells of no payment',   create, [200, {}],                                   'komoju.payment.create: 200'],
    ['an error tells of a payment',      create, [502, { id: 'p1' }],                         'komoju.payment.create: 502'],
    ['it cannot be cancelled',           cancel, [422, { error: {} }],                        'komoju.payment.cancel: 422'],
    ['it can still be paid',             cancel, [200, { id: 'p1', status: 'authorized' }],   'komoju.payment.cancel: 200'],
    ['its cancellation is an error',     cancel, [503, { id: 'p1', status: 'cancelled' }],    'komoju.payment.cancel: 503'],
  ])('is a reason where %s', async (_, path, answer, why) => {
    answers = { ...allWell, [path]: answer };

    expect((await run(at('09:00:00'))).line).toMatchObject({ healthy: 0, why });
  });
});

test.each(['MODE', 'GATEWAY_URL', 'CANARY_SECRET', 'METRICS_NAMESPACE'])(
  'without %s it does not start',
  (name) => {
    const value = process.env[name] ?? '';
    world.set(name, '');

    expect(() => start()).toThrow(name);
    world.set(name, value);
  },
);
