import { createHash } from 'node:crypto';
import type { APIGatewayAuthorizerResult, APIGatewayRequestAuthorizerEvent } from 'aws-lambda';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { operationIds, rowOf } from '../../../functions/operations.ts';
import { keyIn, start } from '../../../functions/gateway/authorize.ts';
import { startWorld, type World } from '../../support/handler.ts';
import { logged } from '../../support/log-lines.ts';

const basic = (text: string): string => `Basic ${Buffer.from(text).toString('base64')}`;

describe('the key in an Authorization header', () => {
  // prettier-ignore
  test.each([
    ['user name of Basic',                  [basic('gk_test_1:')],                          'gk_test_1'],
    ['user name without a colon',           [basic('gk_test_1')],                           'gk_test_1'],
    ['user name with a password',           [basic('gk_test_1:password')],                  'gk_test_1'],
    ['Bearer token',                        ['Bearer gk_test_1'],                           'gk_test_1'],
    ['scheme in other letters',             ['bEaReR gk_test_1'],                           'gk_test_1'],
    ['more blanks',                         ['Bearer   gk_test_1  '],                       'gk_test_1'],
    ['one header sent twice',               ['Bearer gk_test_1', 'Bearer gk_test_1'],       'gk_test_1'],
    ['user name that is empty',             [basic(':')],                                   ''],
  ])('is read: %s', (_, headers, key) => {
    expect(keyIn(headers)).toBe(key);
  });

  test.each([
    ['no header', []],
    ['an empty one', ['']],
    ['two that differ', ['Bearer gk_test_1', 'Bearer gk_test_2']],
    ['two that differ in their scheme', ['Bearer gk_test_1', basic('gk_test_1:')]],
    ['a scheme alone', ['Bearer']],
    ['a scheme and a blank', ['Basic ']],
    ['a key alone', ['gk_test_1']],
    ['another scheme', ['Digest gk_test_1']],
    ['two tokens', ['Bearer gk_test_1 gk_test_2']],
    ['no scheme that is a word', ['Bea-rer gk_test_1']],
  ])('is absent in %s', (_, headers) => {
    expect(keyIn(headers)).toBeUndefined();
  });
});

const api = 'arn:aws:execute-api:ap-northeast-1:000000000000:api1/test';
const hash = (key: string): string => createHash('sha256').update(key).digest('hex');
const caller = (id: string, scopes: string[], ...keys: string[]) => ({
  id,
  name: id,
  scopes,
  mustSendKey: true,
  keys: keys.map(hash),
});
const callers = [
  caller('storefront', ['komoju.payment.create', 'komoju.payment.show'], 'gk_test_a', 'gk_test_b'),
  caller('admin', ['*'], 'gk_local_admin', 'gk_live_admin'),
  caller('nobody', [], 'gk_test_n'),
  caller('retired', ['*']),
];

let world: World;
beforeAll(async () => {
  world = await startWorld();
  world.putSecret('CALLERS_SECRET', { callers });
}, 30_000);
afterEach(() => {
  world.faults.clear();
  world.set('MODE', 'test');
});
afterAll(() => world.close());

const eventOf = (headers: Record<string, string[]> | null): APIGatewayRequestAuthorizerEvent =>
  ({
    methodArn: `${api}/GET/komoju/api/v1/payments`,
    multiValueHeaders: headers,
    requestContext: { requestId: 'request-1' },
  }) as unknown as APIGatewayRequestAuthorizerEvent;

type Authorized = { result: APIGatewayAuthorizerResult | undefined; error: unknown; line: object };

/** Asks a fresh authorizer. */
async function authorize(
  headers: Record<string, string[]> | null,
  ask = start(),
): Promise<Authorized> {
  const { value, lines } = await logged(() =>
    ask(eventOf(headers)).then(
      (result) => ({ result, error: undefined }),
      (error: unknown) => ({ result: undefined, error }),
    ),
  );
  return { ...value, line: lines[0] ?? {} };
}
const withKey = (key: string): Promise<Authorized> =>
  authorize({ Authorization: [`Bearer ${key}`] });

describe('a caller', () => {
  test.each(['gk_test_a', 'gk_test_b'])('is known by each of its keys: %s', async (key) => {
    const { result, line } = await withKey(key);

    expect(result).toMatchObject({
      principalId: 'storefront',
      context: {
        callerId: 'storefront',
        scopes: 'komoju.payment.create komoju.payment.show',
        mustSendKey: 'true',
      },
      usageIdentifierKey: 'callers-of-this-stack',
    });
    expect(line).toEqual({
      time: expect.stringMatching(/Z$/),
      requestId: 'request-1',
      operation: 'gateway.authorize',
      outcome: 'done',
      caller: 'storefront',
    });
  });

  test('may call exactly the routes of its scopes', async () => {
    const { result } = await withKey('gk_test_a');

    expect(result?.policyDocument).toEqual({
      Version: '2012-10-17',
      Statement: [
        {
          Action: 'execute-api:Invoke',
          Effect: 'Allow',
          Resource: [`${api}/POST/komoju/api/v1/payments`, `${api}/GET/komoju/api/v1/payments/*`],
        },
      ],
    });
  });

  test('with every scope may call every route, one by one', async () => {
    const { result } = await withKey('gk_local_admin');

    expect(result?.policyDocument.Statement).toEqual([
      {
        Action: 'execute-api:Invoke',
        Effect: 'Allow',
        Resource: operationIds
          .flatMap((id) => rowOf(id).route ?? [])
          .map((on) => `${api}/${on.replace(' ', '').replaceAll(/\{\w+\}/g, '*')}`),
      },
    ]);
  });

  test('without any scope is denied everything', async () => {
    const { result } = await withKey('gk_test_n');

    expect(result?.policyDocument.Statement).toEqual([
      { Action: 'execute-api:Invoke', Effect: 'Deny', Resource: `${api}/*` },
    ]);
  });

  test('of a live stack is known by its live key', async () => {
    world.set('MODE', 'live');

    const { result } = await withKey('gk_live_admin');

    expect(result?.principalId).toBe('admin');
  });
});

describe('refuses', () => {
  test.each<[string, Record<string, string[]> | null]>([
    ['no headers', null],
    ['no key', {}],
    ['an unknown key', { authorization: ['Bearer gk_test_c'] }],
    ['an empty key', { authorization: [basic(':')] }],
    ['a known key of the other mode', { authorization: ['Bearer gk_live_admin'] }],
    ['the hash of a key', { authorization: [`Bearer ${hash('gk_test_a')}`] }],
    ['two headers', { Authorization: ['Bearer gk_test_a'], authorization: ['Bearer gk_test_b'] }],
  ])('%s with the very word that API Gateway wants', async (_, headers) => {
    const { error, line } = await authorize(headers);

    expect(error).toEqual(new Error('Unauthorized'));
    expect(line).toEqual({
      time: expect.stringMatching(/Z$/),
      requestId: 'request-1',
      operation: 'gateway.authorize',
      outcome: 'unauthorized',
    });
  });

  test.each(['gk_test_a', 'gk_local_admin'])('%s where the stack is live', async (key) => {
    world.set('MODE', 'live');

    expect((await withKey(key)).error).toEqual(new Error('Unauthorized'));
  });
});

describe('the callers’ secret', () => {
  test('that cannot be had is the authorizer’s own failure, not the caller’s', async () => {
    world.faults.add({ on: 'secrets', kind: 'throttle', times: 3 });

    const { error } = await withKey('gk_test_a');

    expect(error).toBeInstanceOf(Error);
    expect((error as Error).message).not.toBe('Unauthorized');
  });

  test('is not fetched for a key that cannot be right', async () => {
    const fetches = world.secretCalls['GetSecretValue'];

    await authorize({});
    await withKey('gk_live_admin');

    expect(world.secretCalls['GetSecretValue']).toBe(fetches);
  });

  test('is fetched once for many callers', async () => {
    const ask = start();
    const fetches = world.secretCalls['GetSecretValue'] ?? 0;

    await authorize({ authorization: ['Bearer gk_test_a'] }, ask);
    await authorize({ authorization: ['Bearer gk_test_n'] }, ask);

    expect(world.secretCalls['GetSecretValue']).toBe(fetches + 1);
  });
});

describe('the canary', () => {
  const key = 'gk_test_canary0000000000000000';
  afterEach(() => {
    world.putSecret('CANARY_SECRET', { caller: 'canary', random: 'canary0000000000000000' });
  });

  test('is known by the key of its secret, with exactly the scopes that the stack gives it', async () => {
    const { result } = await withKey(key);

    expect(result).toMatchObject({
      principalId: 'canary',
      context: { callerId: 'canary', scopes: 'gateway.health', mustSendKey: 'true' },
    });
    expect(result?.policyDocument.Statement).toMatchObject([
      { Effect: 'Allow', Resource: [`${api}/GET/gateway/v1/health`] },
    ]);
  });

  test.each(['gk_live_canary0000000000000000', 'gk_test_canary0000000000000001'])(
    'is not known by %s',
    async (other) => {
      expect((await withKey(other)).error).toEqual(new Error('Unauthorized'));
    },
  );

  test('whose secret is none is unknown, and so is every other key; callers are not affected', async () => {
    world.putSecret('CANARY_SECRET', 'none');

    expect((await withKey(key)).error).toEqual(new Error('Unauthorized'));
    expect((await withKey('gk_test_a')).result?.principalId).toBe('storefront');
  });

  test('costs unknown keys one fetch in half a minute, whether its secret can be had or not', async () => {
    for (const value of ['none', { random: 'canary0000000000000000' }]) {
      world.putSecret('CANARY_SECRET', value);
      const ask = start();
      await authorize({ authorization: ['Bearer gk_test_a'] }, ask);
      const fetches = world.secretCalls['GetSecretValue'] ?? 0;

      await authorize({ authorization: ['Bearer gk_test_unknown'] }, ask);
      await authorize({ authorization: ['Bearer gk_test_other'] }, ask);

      expect(world.secretCalls['GetSecretValue']).toBe(fetches + 1);
    }
  });
});

test.each(['MODE', 'CALLERS_SECRET', 'USAGE_KEY', 'CANARY_SECRET', 'CANARY_SCOPES'])(
  'without %s it does not start',
  (name) => {
    const value = process.env[name] ?? '';
    world.set(name, '');

    expect(() => start()).toThrow(name);
    world.set(name, value);
  },
);
