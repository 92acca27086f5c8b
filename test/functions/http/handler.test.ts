import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { APIGatewayProxyEvent, Context } from 'aws-lambda';
import { komoju } from '../../../functions/providers/komoju/komoju.ts';
import type { Answer } from '../../../functions/providers/outcome.ts';
import { GatewayError } from '../../../functions/platform/gateway-error.ts';
import { httpHandler, type Exchange, type HttpHandler } from '../../../functions/http/handler.ts';
import { logged } from '../../support/log-lines.ts';

const event = { requestContext: { requestId: 'request-1' } } as unknown as APIGatewayProxyEvent;
const context = { getRemainingTimeInMillis: () => 5 } as unknown as Context;

beforeAll(() => {
  process.env['METRICS_NAMESPACE'] = 'PaymentGateway/test';
});
afterAll(() => {
  delete process.env['METRICS_NAMESPACE'];
});

const around = (handle: (exchange: Exchange, context: Context) => Promise<Answer>): HttpHandler =>
  httpHandler({ id: 'komoju.payment.show', provider: komoju }, handle);
const failing = (error: unknown): HttpHandler =>
  around(() => {
    throw error;
  });
const run = (handler: HttpHandler) => logged(() => handler(event, context));

const answer: Answer = { status: 200, contentType: 'application/json', body: '{"id":"1"}' };

describe('an answer', () => {
  test('goes out as it is, with the request’s id and the headers that were gathered', async () => {
    const handler = around(({ headers }) => {
      headers['X-Operation-Id'] = 'op_1';
      return Promise.resolve(answer);
    });

    const { value } = await run(handler);

    expect(value).toEqual({
      statusCode: 200,
      headers: {
        'X-Request-Id': 'request-1',
        'X-Operation-Id': 'op_1',
        'Content-Type': 'application/json',
      },
      body: '{"id":"1"}',
    });
  });

  test('leaves one line in the log, with what was gathered', async () => {
    const handler = around(({ line }) => {
      Object.assign(line, { outcome: 'done', caller: 'storefront' });
      return Promise.resolve(answer);
    });

    const { lines } = await run(handler);

    expect(lines).toEqual([
      {
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
        requestId: 'request-1',
        operation: 'komoju.payment.show',
        provider: 'komoju',
        cold: true,
        outcome: 'done',
        caller: 'storefront',
        status: 200,
        totalMs: expect.any(Number),
        requests: 1,
        done: 1,
        _aws: expect.anything(),
      },
    ]);
  });

  test('of a sandbox’s later requests is not called cold', async () => {
    const handler = around(() => Promise.resolve(answer));
    await run(handler);

    const { lines } = await run(handler);

    expect(lines).toMatchObject([{ cold: false }]);
  });

  test('is made with Lambda’s context at hand', async () => {
    const handler = around((_, lambda) =>
      Promise.resolve({ ...answer, body: String(lambda.getRemainingTimeInMillis()) }),
    );

    expect((await run(handler)).value.body).toBe('5');
  });
});

describe('an error', () => {
  test('becomes an answer in the provider’s shape', async () => {
    const { value, lines } = await run(failing(new GatewayError('not_found')));

    expect(value.statusCode).toBe(404);
    expect(JSON.parse(value.body)).toMatchObject({ error: { code: 'not_found' } });
    expect(value.headers).not.toHaveProperty('Retry-After');
    expect(value.headers).toHaveProperty('X-Retry-Advice', 'fix_request');
    expect(lines).toMatchObject([{ outcome: 'not_found', status: 404 }]);
    expect(lines[0]).not.toHaveProperty('why');
  });

  test('says when to come again, where it knows', async () => {
    const { value } = await run(failing(new GatewayError('outcome_unknown', { retryAfterS: 5 })));

    expect(value.headers).toMatchObject({
      'Retry-After': '5',
      'X-Request-Id': 'request-1',
      'X-Retry-Advice': 'same_request',
    });
  });

  test('keeps the headers that were gathered before it', async () => {
    const handler = around(({ headers }) => {
      headers['Idempotency-Key'] = 'order-1';
      return Promise.reject(new GatewayError('missing_parameter'));
    });

    expect((await run(handler)).value.headers).toMatchObject({ 'Idempotency-Key': 'order-1' });
  });

  // prettier-ignore
  test.each([
    ['alone',                          { why: 'no_answer' },                                                         'no_answer'],
    ['with its cause’s class',         { why: 'no_answer', cause: new TypeError('sk_live_x') },                      'no_answer: TypeError'],
    ['with its cause’s code',          { why: 'no_answer', cause: Object.assign(new Error(), { code: 'EPIPE' }) },   'no_answer: Error EPIPE'],
    ['without a cause that is no error', { why: 'no_answer', cause: 'sk_live_x' },                                   'no_answer'],
    ['not at all',                     { cause: new TypeError('sk_live_x') },                                        undefined],
  ])('tells the log why, %s', async (_, detail, why) => {
    const { lines } = await run(failing(new GatewayError('outcome_unknown', detail)));

    expect(lines[0]?.why).toBe(why);
    expect(JSON.stringify(lines)).not.toContain('sk_live_x');
  });
});

describe('a defect', () => {
  test('is answered without a word of what it was', async () => {
    const { value } = await run(failing(new Error('password is swordfish')));

    expect(value.statusCode).toBe(500);
    expect(JSON.parse(value.body)).toMatchObject({
      error: { code: 'internal_error', details: { retry: 'same_request' } },
    });
    expect(value.headers).toHaveProperty('X-Retry-Advice', 'same_request');
    expect(JSON.stringify(value)).not.toMatch(/swordfish|handler\.test/);
  });

  test('leaves its stack in the log', async () => {
    const { lines } = await run(failing(new Error('a defect')));

    expect(lines).toMatchObject([{ outcome: 'internal_error', status: 500 }]);
    expect(lines[0]?.error).toMatch(/^Error: a defect\n\s+at .*handler\.test/s);
  });

  test('without a stack leaves its name', async () => {
    const error = new RangeError('no stack');
    Reflect.deleteProperty(error, 'stack');

    const { lines } = await run(failing(Object.assign(error, { stack: undefined })));

    expect(lines[0]?.error).toBe('RangeError');
  });

  test('that is no error at all is answered just the same', async () => {
    const { value, lines } = await run(failing('thrown text'));

    expect(value.statusCode).toBe(500);
    expect(lines[0]?.error).toBe('not an Error');
  });

  test('that comes of a promise is answered just the same', async () => {
    const handler = around(() => Promise.reject(new Error('later')));

    expect((await run(handler)).value.statusCode).toBe(500);
  });
});
