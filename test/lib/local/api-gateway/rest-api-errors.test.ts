import { afterEach, describe, expect, test } from '@jest/globals';
import type { RestApiParts } from '../../../../lib/local/api-gateway/rest-api.ts';
import type { Invocation } from '../../../../lib/local/lambda/invocation.ts';
import { answered, api, from, serveApi, policy, type ServedApi, type Sent } from './rest-api.ts';

/* What API Gateway says by itself. Each case names the document that it comes from. */

let served: ServedApi | undefined;
afterEach(() => served?.close());

const open = async (parts: Partial<RestApiParts> = {}): Promise<ServedApi> => {
  served = await serveApi(parts);
  return served;
};

const withKey = { path: '/secret/1', headers: ['Authorization', 'x'] };
const failure = (why: 'threw' | 'died' | 'throttled', errorMessage = ''): Invocation => ({
  kind: 'failed',
  why,
  error: { errorType: 'Error', errorMessage },
});

type Expected = readonly [status: number, message: string | null, errorType: string];
type Case = readonly [
  what: string,
  source: string,
  sent: Sent,
  answers: Readonly<Record<string, Invocation | Promise<Invocation>>>,
  expected: Expected,
];

const noRoute: Expected = [
  403,
  'Missing Authentication Token',
  'MissingAuthenticationTokenException',
];
const unauthorized: Expected = [401, 'Unauthorized', 'UnauthorizedException'];
const internal: Expected = [502, 'Internal server error', 'InternalServerErrorException'];
const tooLarge: Expected = [413, 'Request Too Long', 'BadRequestException'];

// prettier-ignore
const cases: readonly Case[] = [
  ['a path without a route', from.responses, { path: '/nowhere' }, {}, noRoute],
  ['a method without a route', from.responses, { method: 'DELETE' }, {}, noRoute],
  ['OPTIONS, as the API has no CORS', from.responses, { method: 'OPTIONS' }, {}, noRoute],
  ['an encoded slash where a route has a plain one', from.choice, { method: 'POST', path: '/payments/1%2Frefund' }, {}, noRoute],
  ['two slashes in a row', from.choice, { path: '/payments//1' }, {}, noRoute],
  ['two slashes at the end', from.choice, { path: '/payments/1//' }, {}, noRoute],
  ['another case of a path', from.choice, { path: '/Payments/1' }, {}, noRoute],

  ['no key', from.authorizer, { path: '/secret/1' }, {}, unauthorized],
  ['an empty key', from.authorizer, { path: '/secret/1', headers: ['Authorization', ''] }, {}, unauthorized],
  ['a key that the authorizer does not know', from.authorizer, withKey, { authorize: failure('threw', 'Unauthorized') }, unauthorized],
  ['a policy that denies', from.authorizer, withKey, { authorize: answered(policy('Deny')) },
    [403, 'User is not authorized to access this resource', 'AccessDeniedException']],
  ['an authorizer that fails', from.responses, withKey, { authorize: failure('died') }, [500, null, 'AuthorizerFailureException']],
  ['an authorizer without a policy', from.seen('serverless/serverless#829'), withKey, { authorize: answered({}) },
    [500, null, 'AuthorizerConfigurationException']],

  ['a function that throws', from.failures, {}, { show: failure('threw') }, internal],
  ['a function that Lambda does not run for load', from.throttledLambda, {}, { show: failure('throttled') }, [500, 'Internal server error', 'InternalServerErrorException']],
  ['a function that dies', from.failures, {}, { show: failure('died') }, internal],
  ['an answer beyond Lambda’s 6 MB', from.seen('DataBiosphere/azul#8258'), {},
    { show: answered({ statusCode: 200, body: 'x'.repeat(6 * 1024 * 1024 + 100) }) }, internal],
  ['a function that takes too long', from.quotas, {}, { show: new Promise<Invocation>(() => undefined) },
    [504, 'Endpoint request timed out', 'InternalServerErrorException']],

  ['an event beyond Lambda’s 6 MB', from.seen('koki-develop/lgtm-generator#10'),
    { method: 'POST', path: '/open', body: 'x'.repeat(6 * 1024 * 1024) }, {}, tooLarge],
  ['an event that is beyond 6 MB only in JSON', from.lambda,
    { method: 'POST', path: '/open', body: '"'.repeat(3.1 * 1024 * 1024) }, {}, tooLarge],
  ['a bar in the query that is not encoded', from.notes, { path: '/payments/1?a=b|c' }, {}, [400, 'Bad Request', 'BadRequestException']],
  ['a brace in the query that is not encoded', from.notes, { path: '/payments/1?a={b}' }, {}, [400, 'Bad Request', 'BadRequestException']],
  ['a request line and headers beyond 10240 bytes', from.quotas, { headers: ['X-Long', 'x'.repeat(10_240)] }, {},
    [431, 'Request header fields too large', 'BadRequestException']],
  ['a path so long that the method’s ARN has over 1600 bytes', from.arn, { path: `/secret/${'x'.repeat(1600)}`, headers: ['Authorization', 'x'] }, {},
    [414, 'Request URI too long', 'BadRequestException']],
];

describe('API Gateway itself answers', () => {
  test.each(cases)('%s (%s)', async (_what, _source, sent, answers, expected) => {
    const { send, ...opened } = await open({ maxIntegrationMs: 20 });
    Object.assign(opened.answers, answers);

    const received = await send(sent);

    const { message } = JSON.parse(received.text) as { readonly message: string | null };
    expect([received.status, message, received.headers['x-amzn-errortype']]).toEqual(expected);
    expect(received.headers).toMatchObject({
      'content-type': 'application/json',
      'x-amzn-requestid': expect.stringMatching(/^[0-9a-f-]{36}$/),
      'x-amz-apigw-id': expect.stringMatching(/^[\w-]{15}=$/),
    });
  });

  test(`a body beyond 10 MB before anything else does, in words of its own (${from.seen('koki-develop/lgtm-generator#10')})`, async () => {
    const { send, asked } = await open();

    const received = await send({
      method: 'POST',
      path: '/nowhere',
      body: Buffer.alloc(10 * 1024 * 1024 + 1),
    });

    expect([received.status, received.text]).toEqual([
      413,
      'HTTP content length exceeded 10485760 bytes.',
    ]);
    expect(received.headers).not.toHaveProperty('x-amzn-requestid');
    expect(asked).toEqual([]);
  });

  test(`and asks no function about a request that is refused (${from.authorizer})`, async () => {
    const { send, asked, answers } = await open();
    answers['authorize'] = answered(policy('Deny'));

    await send({ path: '/nowhere' });
    await send({ path: '/secret/1' });
    expect(asked).toEqual([]);

    await send(withKey);
    expect(asked.map(({ operation }) => operation)).toEqual(['authorize']);
  });

  test(`and tells the authorizer all but the body (${from.authorizerInput})`, async () => {
    const { send, asked } = await open();

    await send({ method: 'POST', path: '/payments?a=1', headers: withKey.headers, body: 'secret' });

    expect(asked[0]?.event).toMatchObject({
      type: 'REQUEST',
      methodArn: 'arn:aws:execute-api:ap-northeast-1:000000000000:api/test/POST/payments',
      resource: '/payments',
      httpMethod: 'POST',
      headers: { Authorization: 'x' },
      queryStringParameters: { a: '1' },
      pathParameters: null,
      requestContext: { stage: 'test' },
    });
    expect(JSON.stringify(asked[0])).not.toContain('secret');
  });

  test('and shows the authorizer a slash at the end (silent)', async () => {
    const { send, asked } = await open();

    await send({ ...withKey, path: '/secret/1/' });

    expect(asked[0]?.event).toMatchObject({ methodArn: expect.stringMatching(/\/secret\/1\/$/) });
  });
});

const words = { template: '{"m":$context.error.messageString,"t":"$context.error.responseType"}' };

/** What the template says, for which situation, and what is answered. */
// prettier-ignore
const templates: readonly (readonly [what: string, source: string, response: object, sent: Sent, expected: object])[] = [
  ['the words of its type', from.responses, { type: 'MISSING_AUTHENTICATION_TOKEN', ...words }, { path: '/nowhere' },
    { status: 403, text: '{"m":"Missing Authentication Token","t":"MISSING_AUTHENTICATION_TOKEN"}' }],
  ['the words of its family', from.responses, { type: 'DEFAULT_4XX', ...words }, { path: '/nowhere' },
    { status: 403, text: '{"m":"Missing Authentication Token","t":"MISSING_AUTHENTICATION_TOKEN"}' }],
  ['the status of its family', from.responses, { type: 'DEFAULT_4XX', status: 418, ...words }, { path: '/nowhere' }, { status: 418 }],
  ['nothing of the other family', from.responses, { type: 'DEFAULT_5XX', ...words }, { path: '/nowhere' },
    { text: '{"message":"Missing Authentication Token"}' }],
  ['its headers, literal and from the context', from.responses,
    { type: 'UNAUTHORIZED', headers: { 'WWW-Authenticate': "'Basic'", 'X-Type': 'context.error.responseType' } }, { path: '/secret/1' },
    { headers: expect.objectContaining({ 'www-authenticate': 'Basic', 'x-type': 'UNAUTHORIZED' }) }],
  ['nothing in the place of what API Gateway does not know', from.choice, { type: 'UNAUTHORIZED', template: '"$context.nothing"' }, { path: '/secret/1' }, { text: '""' }],
  ['only variables, no logic', from.templates, { type: 'UNAUTHORIZED', template: '#if(true)$context.error.message#end' }, { path: '/secret/1' }, { text: '#if(true)Unauthorized#end' }],
  ['no other words for what is too large', from.notes, { type: 'REQUEST_TOO_LARGE', status: 400, ...words },
    { method: 'POST', path: '/open', body: 'x'.repeat(6 * 1024 * 1024) }, { status: 413, text: '{"message":"Request Too Long"}' }],
];

describe('a gateway response of the template gives', () => {
  test.each(templates)('%s (%s)', async (_what, _source, response, sent, expected) => {
    const gatewayResponses = [{ type: '', headers: {}, ...response }];
    const { send } = await open({ api: { ...api, gatewayResponses } });

    expect(await send(sent)).toMatchObject(expected);
  });

  test(`the key to ask again, where a function fails (${from.templates})`, async () => {
    const template = '{"key":"$context.extendedRequestId"}';
    const gatewayResponses = [{ type: 'INTEGRATION_FAILURE', status: 504, headers: {}, template }];
    const { send, answers } = await open({ api: { ...api, gatewayResponses } });
    answers['show'] = failure('died');

    const received = await send({});

    expect(received.status).toBe(504);
    expect(JSON.parse(received.text)).toEqual({ key: received.headers['x-amz-apigw-id'] });
  });
});

describe(`the throttle (${from.throttling})`, () => {
  const throttling = { ratePerSecond: 2, burst: 3 };
  const throttled = { ...api, routes: api.routes.map((route) => ({ ...route, throttling })) };
  const statuses = async (
    { send }: ServedApi,
    count: number,
    sent: Sent = {},
  ): Promise<number[]> => {
    const all: number[] = [];
    for (let index = 0; index < count; index += 1) all.push((await send(sent)).status);
    return all;
  };

  test('lets a burst pass, and then answers that there are too many', async () => {
    const opened = await open({ api: throttled, now: () => 0 });

    expect(await statuses(opened, 4)).toEqual([200, 200, 200, 429]);
    const refused = await opened.send({});
    expect([refused.text, refused.headers['x-amzn-errortype']]).toEqual([
      '{"message":"Too Many Requests"}',
      'TooManyRequestsException',
    ]);
  });

  test('gives back as much as the rate says, by the clock of this system', async () => {
    let nowMs = 0;
    const opened = await open({ api: throttled, now: () => nowMs });
    await statuses(opened, 4);

    nowMs = 1000;
    expect(await statuses(opened, 3)).toEqual([200, 200, 429]);
    nowMs = 60_000;
    expect(await statuses(opened, 4)).toEqual([200, 200, 200, 429]);
  });

  test('survives a clock that is set back', async () => {
    let nowMs = 60_000;
    const opened = await open({ api: throttled, now: () => nowMs });
    await statuses(opened, 4);

    nowMs = 0;
    expect(await statuses(opened, 1)).toEqual([429]);
    nowMs = 500;
    expect(await statuses(opened, 2)).toEqual([200, 429]);
  });

  test('counts each method by itself', async () => {
    const opened = await open({ api: throttled, now: () => 0 });
    await statuses(opened, 4);

    expect(await statuses(opened, 1, { path: '/payments/newest' })).toEqual([200]);
  });

  test('asks nobody about a request that it refuses', async () => {
    const opened = await open({ api: throttled, now: () => 0 });
    await statuses(opened, 3, { path: '/secret/1' });

    expect(await statuses(opened, 1, withKey)).toEqual([429]);
    expect(opened.asked).toEqual([]);
  });
});
