import { describe, expect, test } from '@jest/globals';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import * as create from '../../../functions/komoju/payment/create.ts';
import * as list from '../../../functions/komoju/payment/list.ts';
import * as refund from '../../../functions/komoju/payment/refund.ts';
import type { ProviderOperationId } from '../../../functions/operations.ts';
import { komoju } from '../../../functions/providers/komoju/komoju.ts';
import type { AnyContract } from '../../../functions/providers/contract.ts';
import {
  readIntent,
  readRequest,
  type Operation,
  type Request,
} from '../../../functions/http/request/request.ts';
import { gatewayErrorFrom } from '../../support/gateway-errors.ts';

type Changes = Omit<Partial<APIGatewayProxyEvent>, 'requestContext'> & { context?: object };

const authorizer = { callerId: 'storefront', scopes: 'komoju.*', mustSendKey: 'true' };

const eventOf = ({ context = {}, ...changes }: Changes = {}): APIGatewayProxyEvent =>
  ({
    body: null,
    isBase64Encoded: false,
    multiValueHeaders: { 'Content-Type': ['application/json'] },
    multiValueQueryStringParameters: null,
    pathParameters: null,
    ...changes,
    requestContext: { authorizer, extendedRequestId: 'extended', ...context },
  }) as unknown as APIGatewayProxyEvent;

const operation = (
  id: ProviderOperationId,
  contract: unknown,
  cardData: Operation['cardData'] = 'accept',
): Operation & { contract: AnyContract } => ({
  id,
  provider: komoju,
  contract: contract as AnyContract,
  cardData,
});
const creating = operation('komoju.payment.create', create.contract);
const listing = operation('komoju.payment.list', list.contract);
const refunding = operation('komoju.payment.refund', refund.contract);

const valid = '{"amount":1000,"currency":"JPY"}';
const readRefund = (changes: Changes): Request =>
  readRequest(eventOf({ pathParameters: { paymentId: '807n' }, ...changes }), refunding);

test('is the same one under a merchant’s own name, where the event’s path begins with the stage', () => {
  const sent = { body: valid, httpMethod: 'POST' };
  const [own, under] = ['/komoju/api/v1/payments', '/test/komoju/api/v1/payments'].map((path) =>
    readRequest(eventOf({ ...sent, path }), creating),
  );

  expect(under).toEqual(own);
});

describe('who asks, and for what', () => {
  const keyed = { multiValueHeaders: { 'Idempotency-Key': ['order-1'] } };

  test('is told by the authorizer and the key that was sent', () => {
    expect(readIntent(eventOf(keyed), creating)).toEqual({
      caller: { id: 'storefront', scopes: ['komoju.*'], mustSendKey: true },
      key: 'order-1',
    });
  });

  test('without the key that it must send is refused', () => {
    expect(gatewayErrorFrom(() => readIntent(eventOf(), creating)).code).toBe(
      'idempotency_key_required',
    );
  });

  test('without a key that it need not send goes by API Gateway’s name of the request', () => {
    const context = { authorizer: { ...authorizer, mustSendKey: 'false' } };

    expect(readIntent(eventOf({ context }), creating).key).toBe('extended');
  });

  test('fails where there is no name at all: two requests would share one record', () => {
    const context = {
      authorizer: { ...authorizer, mustSendKey: 'false' },
      extendedRequestId: undefined,
    };

    expect(() => readIntent(eventOf({ context }), creating)).toThrow(
      'The event has no extendedRequestId.',
    );
  });

  test('without the scope is refused before its key is looked at', () => {
    const context = { authorizer: { ...authorizer, scopes: 'komoju.customer.*' } };

    expect(gatewayErrorFrom(() => readIntent(eventOf({ context }), creating)).code).toBe(
      'not_allowed',
    );
  });
});

describe('the path', () => {
  test('goes on without the prefix, with its id in its place', () => {
    const request = readRefund({ body: '{}' });

    expect(request).toMatchObject({
      method: 'POST',
      path: '/api/v1/payments/807n/refund',
      pathParameters: { paymentId: '807n' },
    });
  });

  test.each(['807n_-Z', 'a', 'x'.repeat(100)])('takes the id %s', (paymentId) => {
    expect(readRefund({ pathParameters: { paymentId } }).pathParameters).toEqual({ paymentId });
  });

  // prettier-ignore
  test.each([
    '', '.', '..', '../x', 'a/b', 'a%2fb', '%2e%2e', 'a%00', 'a\u0000', 'a\\b', 'a b', 'a?x=1', 'a#b', 'a;b',
    'é', 'a\n', 'x'.repeat(101), '{paymentId}', '$&', '4111111111111111', '4111-1111-1111-1111',
  ])('refuses the id %j', (paymentId) => {
    expect(gatewayErrorFrom(() => readRefund({ pathParameters: { paymentId } }))).toMatchObject({
      code: 'invalid_parameter',
      param: 'paymentId',
    });
  });

  test('refuses an id that is missing', () => {
    const pathParameters = { paymentId: undefined };

    expect(gatewayErrorFrom(() => readRefund({ pathParameters })).param).toBe('paymentId');
  });
});

describe('the query', () => {
  const multiValueQueryStringParameters = { page: ['2'], 'x[]': ['1', '2'], empty: undefined };

  test('of a read goes on, repeated names too', () => {
    const { query, method, path } = readRequest(
      eventOf({ multiValueQueryStringParameters }),
      listing,
    );

    expect([method, path]).toEqual(['GET', '/api/v1/payments']);
    expect(query).toEqual([
      ['page', '2'],
      ['x[]', '1'],
      ['x[]', '2'],
    ]);
  });

  test('of an operation that acts is refused: it would escape the checks of the body', () => {
    const event = eventOf({ body: valid, multiValueQueryStringParameters: { amount: ['1'] } });

    expect(gatewayErrorFrom(() => readRequest(event, creating))).toMatchObject({
      code: 'invalid_parameter',
      param: 'amount',
    });
  });

  test('of no values is no query', () => {
    const event = eventOf({ body: valid, multiValueQueryStringParameters: { amount: [] } });

    expect(readRequest(event, creating).query).toEqual([]);
  });
});

describe('headers for the provider', () => {
  const withHeaders = (headers: Record<string, string[]>): Request =>
    readRequest(eventOf({ body: valid, multiValueHeaders: headers }), creating);

  test('are the ones that its file names, and no other', () => {
    const request = withHeaders({
      'X-KOMOJU-API-VERSION': ['2025-01-28'],
      'Komoju-Scenario': ['insufficient_funds'],
      'KOMOJU-VIA': ['woo'],
      Authorization: ['Bearer gk_live_x'],
      Cookie: ['a=b'],
      'X-Forwarded-For': ['10.0.0.1'],
    });

    expect(request.meaningful).toEqual({
      'x-komoju-api-version': '2025-01-28',
      'komoju-scenario': 'insufficient_funds',
    });
    expect(request.headers).toEqual({ ...request.meaningful, 'komoju-via': 'woo' });
  });

  test.each(['', 'a\r\nX-Evil: 1', 'é', 'a\tb', 'x'.repeat(201)])(
    'refuse the value %j where it changes the meaning, and leave it out where it does not',
    (value) => {
      const refused = gatewayErrorFrom(() => withHeaders({ 'komoju-scenario': [value] }));
      const passed = withHeaders({ 'komoju-via': [value] });

      expect(refused).toMatchObject({ code: 'invalid_parameter', param: 'komoju-scenario' });
      expect(passed.headers).toEqual({});
    },
  );

  test('refuse two values that differ where they change the meaning', () => {
    const refused = gatewayErrorFrom(() => withHeaders({ 'komoju-scenario': ['a', 'b'] }));

    expect(refused).toMatchObject({ code: 'invalid_parameter', param: 'komoju-scenario' });
  });
});

describe('the body', () => {
  const readCreate = (body: string | null): Request => readRequest(eventOf({ body }), creating);

  test('goes on with the members that the contract does not name', () => {
    const value = { amount: '1000', currency: 'jpy', description: null, fraud_details: { a: 1 } };

    expect(readCreate(JSON.stringify(value)).body).toEqual({ encoding: 'json', value });
  });

  test.each([
    [null, 'amount'],
    ['{}', 'amount'],
    ['{"amount":1}', 'currency'],
  ])('without a member that it needs is refused: %j', (body, param) => {
    expect(gatewayErrorFrom(() => readCreate(body))).toEqual({
      code: 'missing_parameter',
      param,
      message: `${param} is missing.`,
    });
  });

  test.each([
    ['{"amount":null,"currency":"JPY"}', 'amount', 'must be a whole number from 1 to 999999999999'],
    ['{"amount":1,"currency":"¥"}', 'currency', 'must be a three-letter code'],
    ['{"amount":1,"currency":5}', 'currency', 'must be a three-letter code'],
    [
      '{"amount":1,"currency":"JPY","metadata":"x"}',
      'metadata',
      'must be a set of key-value pairs',
    ],
  ])('with a member that is malformed is refused: %s', (body, param, message) => {
    expect(gatewayErrorFrom(() => readCreate(body))).toEqual({
      code: 'invalid_parameter',
      param,
      message: `${param} ${message}.`,
    });
  });

  test.each([null, '', '{}', '{"amount":500}', '{"description":null}'])(
    'of a refund may be %j',
    (body) => {
      expect(readRefund({ body }).path).toBe('/api/v1/payments/807n/refund');
    },
  );

  test('of a refund may come without a content type', () => {
    expect(readRefund({ body: 'amount=500', multiValueHeaders: {} }).body).toEqual({
      encoding: 'form',
      value: { amount: '500' },
    });
  });

  test('under two content types that differ is refused', () => {
    const multiValueHeaders = { 'content-type': ['application/json', 'text/json'] };

    expect(gatewayErrorFrom(() => readRefund({ multiValueHeaders })).param).toBe('content-type');
  });

  test('of a read is not looked at', () => {
    expect(readRequest(eventOf({ body: '{' }), listing).body).toEqual({
      encoding: 'none',
      value: {},
    });
  });
});
