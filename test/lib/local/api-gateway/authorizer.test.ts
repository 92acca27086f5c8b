import { beforeEach, describe, expect, test } from '@jest/globals';
import { createAuthorizer, type Authorize } from '../../../../lib/local/api-gateway/authorizer.ts';
import type { Invocation } from '../../../../lib/local/lambda/invocation.ts';
import { allows, Policy } from '../../../../lib/local/api-gateway/policy.ts';
import type { ProxyEvent } from '../../../../lib/local/api-gateway/proxy-event.ts';

const api = 'arn:aws:execute-api:ap-northeast-1:000000000000:api/test';
const action = 'execute-api:Invoke';

const policyOf = (...statements: object[]) => Policy.parse({ Statement: statements });
const allow = (...paths: string[]) => ({
  Effect: 'Allow',
  Action: action,
  Resource: paths.map((path) => `${api}/${path}`),
});

describe('a policy', () => {
  test.each([
    ['GET/payments/*', 'GET/payments/1', true],
    ['GET/payments/*', 'GET/payments/1/refunds', true],
    ['GET/payments/*', 'POST/payments/1', false],
    ['GET/payments/?', 'GET/payments/1', true],
    ['GET/payments/?', 'GET/payments/12', false],
    ['GET/payments', 'GET/payments/1', false],
    ['GET/pay.ents', 'GET/payments', false],
  ])('that allows %s, asked for %s, says %s', (pattern, asked, expected) => {
    expect(allows(policyOf(allow(pattern)), `${api}/${asked}`)).toBe(expected);
  });

  test('allows nothing that it does not name', () => {
    expect(allows(policyOf(), `${api}/GET/payments`)).toBe(false);
  });

  test('denies what it both allows and denies', () => {
    const deny = { Effect: 'Deny', Action: 'execute-api:*', Resource: `${api}/GET/payments` };

    expect(allows(policyOf(allow('*'), deny), `${api}/GET/payments`)).toBe(false);
    expect(allows(policyOf(allow('*'), deny), `${api}/POST/payments`)).toBe(true);
  });

  test('for another action does not count', () => {
    const other = { Effect: 'Allow', Action: 'execute-api:ManageConnections', Resource: '*' };

    expect(allows(policyOf(other), `${api}/GET/payments`)).toBe(false);
  });

  test('with parts that are not known here is refused', () => {
    const conditional = { ...allow('*'), Condition: { Bool: {} } };

    expect(Policy.safeParse({ Statement: [conditional] }).success).toBe(false);
  });
});

describe('the authorizer', () => {
  let nowMs: number;
  let calls: number;
  let answer: Invocation;
  let authorize: Authorize;

  beforeEach(() => {
    nowMs = 0;
    calls = 0;
    answer = {
      kind: 'answered',
      value: { principalId: 'shop', policyDocument: { Statement: [allow('GET/payments')] } },
    };
    authorize = createAuthorizer(
      { operation: 'authorize', ttlMs: 60_000, identityHeaders: ['authorization'] },
      {
        now: () => nowMs,
        invoke: () => {
          calls += 1;
          return Promise.resolve(answer);
        },
      },
    );
  });

  const ask = (path: string, headers: Record<string, string> = { Authorization: 'one' }) =>
    authorize({ headers } as ProxyEvent, `${api}/${path}`);

  test('is asked once per caller until its answer is old', async () => {
    await ask('GET/payments');
    await ask('GET/payments');
    expect(calls).toBe(1);

    await ask('GET/payments', { authorization: 'two' });
    expect(calls).toBe(2);

    nowMs = 60_000;
    await ask('GET/payments');
    expect(calls).toBe(3);
  });

  test('holds every request against the policy that it keeps', async () => {
    expect(await ask('GET/payments')).toEqual({ kind: 'allowed', caller: { principalId: 'shop' } });
    expect(await ask('GET/customers')).toEqual({
      kind: 'denied',
      response: 'ACCESS_DENIED',
      caller: { principalId: 'shop' },
    });
    expect(calls).toBe(1);
  });

  test('is not asked about nobody', async () => {
    expect(await ask('GET/payments', {})).toEqual({ kind: 'denied', response: 'UNAUTHORIZED' });
    expect(calls).toBe(0);
  });

  test.each([
    ['Unauthorized', 'UNAUTHORIZED'],
    ['Something else', 'AUTHORIZER_FAILURE'],
  ])('that throws %s is answered with %s, and asked again', async (errorMessage, response) => {
    answer = { kind: 'failed', why: 'threw', error: { errorType: 'Error', errorMessage } };

    expect(await ask('GET/payments')).toEqual({
      kind: 'denied',
      response,
      error: errorMessage,
    });
    await ask('GET/payments');
    expect(calls).toBe(2);
  });

  test('whose answer is no policy is badly configured', async () => {
    answer = { kind: 'answered', value: { isAuthorized: true } };

    expect(await ask('GET/payments')).toMatchObject({ response: 'AUTHORIZER_CONFIGURATION_ERROR' });
  });
});
