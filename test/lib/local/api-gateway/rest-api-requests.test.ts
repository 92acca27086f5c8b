import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { from, serveApi, type ServedApi, type Sent } from './rest-api.ts';

/* What a function is told about a request. Each case names the document that it comes from. */

let served: ServedApi;
beforeAll(async () => {
  served = await serveApi({ now: () => Date.UTC(2018, 1, 20, 22, 48, 57, 665) });
});
afterAll(() => served.close());

const eventOf = async (sent: Sent) => {
  await served.send(sent);
  return served.asked.at(-1)?.event;
};

type Case = readonly [what: string, source: string, sent: Sent, expected: object];

const get = (path: string): Sent => ({ path });
const query = (single: object | null, multiple: object | null) => ({
  queryStringParameters: single,
  multiValueQueryStringParameters: multiple,
});

// prettier-ignore
const paths: readonly Case[] = [
  ['names the route and what was asked for', from.proxy, get('/payments/1'),
    { resource: '/payments/{id}', path: '/payments/1', httpMethod: 'GET', pathParameters: { id: '1' } }],
  ['prefers the path that is literally asked for', from.choice, get('/payments/newest'),
    { resource: '/payments/newest', pathParameters: null }],
  ['keeps percent signs, in the path and in its parameters', from.event, get('/payments/space%20value'),
    { path: '/payments/space%20value', pathParameters: { id: 'space%20value' } }],
  ['keeps an encoded slash within its part', from.seen('aws/aws-sam-cli#3524'), get('/payments/a%2Fb'),
    { resource: '/payments/{id}', pathParameters: { id: 'a%2Fb' } }],
  ['does not decode twice', from.event, get('/payments/a%252Fb'), { pathParameters: { id: 'a%252Fb' } }],
  ['keeps a plus sign', from.event, get('/payments/a+b'), { pathParameters: { id: 'a+b' } }],
  ['finds the route in spite of a slash at the end, which stays in the path',
    from.seen('floci-io/floci#1557'), get('/payments/1/'),
    { resource: '/payments/{id}', path: '/payments/1/', pathParameters: { id: '1' } }],
  ['resolves no dots', from.choice, get('/payments/..'), { pathParameters: { id: '..' } }],
  ['says which stage was asked', from.event, get('/payments/1'),
    { requestContext: expect.objectContaining({ stage: 'test', path: '/test/payments/1' }) }],
];

// prettier-ignore
const queries: readonly Case[] = [
  ['has no query where none was sent', from.event, get('/payments/1'), query(null, null)],
  ['has no query after a question mark alone', from.choice, get('/payments/1?'), query(null, null)],
  ['decodes names and values', from.event, get('/payments/1?a%5Bb%5D=https%3A%2F%2Fx'),
    query({ 'a[b]': 'https://x' }, { 'a[b]': ['https://x'] })],
  ['reads a plus sign as a space and an encoded one as itself', from.event, get('/payments/1?literal=a+b&encoded=a%2Bb'),
    query({ literal: 'a b', encoded: 'a+b' }, { literal: ['a b'], encoded: ['a+b'] })],
  ['has all values in their order, and the last one', from.proxy, get('/payments/1?name=you&name=me'),
    query({ name: 'me' }, { name: ['you', 'me'] })],
  ['keeps an empty value', from.event, get('/payments/1?empty='), query({ empty: '' }, { empty: [''] })],
  ['takes a name alone as an empty value', from.choice, get('/payments/1?flag'), query({ flag: '' }, { flag: [''] })],
  ['tells names apart by case', from.notes, get('/payments/1?a=1&A=2'), query({ a: '1', A: '2' }, { a: ['1'], A: ['2'] })],
  ['is split by a semicolon', from.notes, get('/payments/1?a=1;b=2'), query({ a: '1', b: '2' }, { a: ['1'], b: ['2'] })],
  ['keeps an encoded semicolon', from.notes, get('/payments/1?a=1%3Bb'), query({ a: '1;b' }, { a: ['1;b'] })],
  ['keeps what is no percent-encoding', from.choice, get('/payments/1?a=100%'), query({ a: '100%' }, { a: ['100%'] })],
];

const post = (body: string | Buffer, ...headers: string[]): Sent => ({
  method: 'POST',
  path: '/open',
  body,
  headers,
});

// prettier-ignore
const bodies: readonly Case[] = [
  ['is text', from.proxy, post('{"a":1}', 'Content-Type', 'application/json'), { body: '{"a":1}', isBase64Encoded: false }],
  ['is text whatever its type says, as the API has no binary media types', from.conversions,
    post('円', 'Content-Type', 'application/octet-stream'), { body: '円', isBase64Encoded: false }],
  ['that is not UTF-8 is made so, and loses bytes', from.conversions, post(Buffer.from([0x8d, 0x41])), { body: '\ufffdA', isBase64Encoded: false }],
  ['that is empty is none', from.choice, post(''), { body: null, isBase64Encoded: false }],
  ['of a GET comes too', from.choice, { path: '/payments/1', headers: ['Content-Length', '1'], body: 'x' }, { body: 'x' }],
];

describe('the path in an event', () => {
  test.each(paths)('%s (%s)', async (_what, _source, sent, expected) => {
    expect(await eventOf(sent)).toMatchObject(expected);
  });
});

describe('the query in an event', () => {
  test.each(queries)('%s (%s)', async (_what, _source, sent, expected) => {
    expect(await eventOf(sent)).toMatchObject(expected);
  });
});

describe('the body in an event', () => {
  test.each(bodies)('%s (%s)', async (_what, _source, sent, expected) => {
    expect(await eventOf(sent)).toMatchObject(expected);
  });
});

type HeaderCase = readonly [
  what: string,
  source: string,
  headers: readonly string[],
  expected: Readonly<Record<string, readonly string[] | undefined>>,
];

// prettier-ignore
const headers: readonly HeaderCase[] = [
  ['have the names that the caller wrote', from.proxy, ['content-TYPE', 'text/plain'], { 'content-TYPE': ['text/plain'] }],
  ['are told apart by case', from.notes, ['x-a', '1', 'X-A', '2'], { 'x-a': ['1'], 'X-A': ['2'] }],
  ['have all values, in their order', from.proxy, ['x-a', 'one', 'x-a', 'two'], { 'x-a': ['one', 'two'] }],
  ['keep the value of Authorization', from.notes, ['Authorization', 'Bearer key'], { Authorization: ['Bearer key'] }],
  ['have the name of the API as Host', from.event, [], { Host: [expect.stringMatching(/^localhost:\d+$/) as unknown as string] }],
  ['have no type where none was sent', from.choice, [], { 'Content-Type': undefined, 'content-type': undefined }],
  ['append the caller’s address to X-Forwarded-For', from.proxy, ['x-forwarded-for', '192.0.2.1'],
    { 'X-Forwarded-For': ['192.0.2.1, 127.0.0.1'], 'x-forwarded-for': undefined }],
  ['say that the request came by HTTPS, whatever the caller claims', from.proxy, ['X-Forwarded-Proto', 'http', 'X-Forwarded-Port', '80'],
    { 'X-Forwarded-Proto': ['https'], 'X-Forwarded-Port': ['443'] }],
  ['have the name of a trace', from.event, [],
    { 'X-Amzn-Trace-Id': [expect.stringMatching(/^Root=1-5a8ca5d9-[0-9a-f]{24}$/) as unknown as string] }],
  ['have no Connection', from.notes, ['Connection', 'close'], { Connection: undefined }],
  ['have no Content-Length', from.event, ['Content-Length', '0'], { 'Content-Length': undefined }],
  ['have no Content-MD5', from.notes, ['Content-MD5', 'x'], { 'Content-MD5': undefined }],
  ['have no Max-Forwards', from.notes, ['Max-Forwards', '1'], { 'Max-Forwards': undefined }],
  ['have no Proxy-Authenticate', from.notes, ['Proxy-Authenticate', 'x'], { 'Proxy-Authenticate': undefined }],
  ['have no Server', from.notes, ['Server', 'x'], { Server: undefined }],
  ['have no TE', from.notes, ['TE', 'trailers'], { TE: undefined }],
  ['have no WWW-Authenticate', from.notes, ['WWW-Authenticate', 'x'], { 'WWW-Authenticate': undefined }],
  ['have no Keep-Alive', from.choice, ['Keep-Alive', '5'], { 'Keep-Alive': undefined }],
];

describe('the headers in an event', () => {
  test.each(headers)('%s (%s)', async (_what, _source, sent, expected) => {
    const event = await eventOf({ headers: sent });

    expect({ ...event?.multiValueHeaders }).toEqual(expect.objectContaining(defined(expected)));
    for (const name of Object.keys(expected))
      expect([name, event?.headers[name]]).toEqual([name, expected[name]?.at(-1)]);
  });
});

const defined = (values: HeaderCase[3]) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));

describe('the context in an event', () => {
  test(`has the time as a log writes it, and in milliseconds (${from.proxy})`, async () => {
    const event = await eventOf({});

    expect(event?.requestContext).toMatchObject({
      requestTime: '20/Feb/2018:22:48:57 +0000',
      requestTimeEpoch: 1_519_166_937_665,
    });
  });

  test(`knows the caller by address and program only (${from.proxy})`, async () => {
    const event = await eventOf({ headers: ['User-Agent', 'shop'] });

    expect(event?.requestContext['identity']).toMatchObject({
      sourceIp: '127.0.0.1',
      userAgent: 'shop',
      user: null,
      accountId: null,
    });
  });

  test(`has who calls, with every value as text (${from.authorizerOutput})`, async () => {
    const event = await eventOf({
      method: 'POST',
      path: '/payments',
      headers: ['Authorization', 'x'],
    });

    expect(event?.requestContext['authorizer']).toEqual({
      principalId: 'shop',
      callerId: 'shop',
      mustSendKey: 'false',
    });
  });

  test(`has the two names of the request that the answer carries (${from.event})`, async () => {
    const { headers: answer } = await served.send({});

    const context = served.asked.at(-1)?.event.requestContext;
    expect(context?.['requestId']).toBe(answer['x-amzn-requestid']);
    expect(context?.['extendedRequestId']).toBe(answer['x-amz-apigw-id']);
    expect(context?.['extendedRequestId']).toMatch(/^[\w-]{15}=$/);
  });
});

test(`another method, in its header, is what counts (${from.notes})`, async () => {
  const event = await eventOf({ method: 'POST', headers: ['X-HTTP-Method-Override', 'get'] });

  expect(event).toMatchObject({ resource: '/payments/{id}', httpMethod: 'GET' });
  expect(event?.headers).not.toHaveProperty('X-HTTP-Method-Override');
});
