import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { afterEach, describe, expect, test } from '@jest/globals';
import { createFrontDoor, type FrontDoorParts } from '../../lib/local/front-door.ts';
import type { Invocation } from '../../lib/local/invocation.ts';
import { listen, type Listening } from '../../lib/local/listen.ts';
import type { ProxyEvent } from '../../lib/local/proxy-event.ts';

const api: FrontDoorParts['api'] = {
  apiId: 'api',
  stage: 'test',
  routes: [
    { method: 'GET', path: '/payments/{id}', operation: 'show', isAuthorized: false },
    { method: 'GET', path: '/payments/newest', operation: 'newest', isAuthorized: false },
    { method: 'POST', path: '/payments', operation: 'create', isAuthorized: true },
  ],
  authorizer: { operation: 'authorize', ttlMs: 60_000, identityHeaders: ['authorization'] },
  gatewayResponses: [
    {
      type: 'UNAUTHORIZED',
      status: 401,
      headers: { 'WWW-Authenticate': "'Basic'", 'X-Request-Id': 'context.requestId' },
      template: '{"code":"unauthorized","message":$context.error.messageString}',
    },
    { type: 'DEFAULT_5XX', headers: {}, template: '{"key":"$context.extendedRequestId"}' },
  ],
};

const policy = (Effect: 'Allow' | 'Deny') => ({
  principalId: 'shop',
  policyDocument: { Statement: [{ Effect, Action: 'execute-api:Invoke', Resource: '*' }] },
  context: { callerId: 'shop', mustSendKey: false },
});

/** What the functions were asked, in order; and what they will say. */
let asked: { operation: string; event: ProxyEvent }[] = [];
let answers: Record<string, Invocation | Promise<Invocation>> = {};
let door: Listening | undefined;

const answered = (value: unknown): Invocation => ({ kind: 'answered', value });

async function open(parts: Partial<FrontDoorParts> = {}): Promise<string> {
  asked = [];
  answers = {
    show: answered({ statusCode: 200, body: 'shown' }),
    newest: answered({ statusCode: 200, body: 'newest' }),
    create: answered({ statusCode: 201, body: 'created' }),
    authorize: answered(policy('Allow')),
  };
  const invoke: FrontDoorParts['invoke'] = async (operation, event) => {
    asked.push({ operation, event: event as ProxyEvent });
    return (await answers[operation]) ?? answered(null);
  };
  door = await listen(0, createFrontDoor({ api, invoke, now: Date.now, ...parts }));
  return door.url;
}

afterEach(() => door?.close());

const eventOf = (operation: string): ProxyEvent => {
  const call = asked.find((one) => one.operation === operation);
  if (call === undefined) throw new Error(`${operation} was not asked.`);
  return call.event;
};

describe('a function gets', () => {
  test('path parameters as they were sent: an encoded slash opens no other route', async () => {
    const url = await open();

    await fetch(`${url}/payments/a%2Fb`);

    expect(eventOf('show')).toMatchObject({
      resource: '/payments/{id}',
      path: '/payments/a%2Fb',
      pathParameters: { id: 'a%2Fb' },
      queryStringParameters: null,
      body: null,
    });
  });

  test('the route whose path is literally what was asked for', async () => {
    const url = await open();

    expect(await (await fetch(`${url}/payments/newest`)).text()).toBe('newest');
  });

  test('the query decoded, with all values and with the last one', async () => {
    const url = await open();

    await fetch(`${url}/payments/1?status=a%20b&status=c&empty=`);

    expect(eventOf('show')).toMatchObject({
      queryStringParameters: { status: 'c', empty: '' },
      multiValueQueryStringParameters: { status: ['a b', 'c'], empty: [''] },
    });
  });

  test('headers under the names that the caller wrote, without those of the connection', async () => {
    const url = await open();

    // Not fetch: it joins what is sent twice.
    const sent = request(`${url}/payments/1`, { headers: { 'X-Twice': ['one', 'two'] } }).end();
    const [response] = (await once(sent, 'response')) as [IncomingMessage];
    response.resume();

    const { headers, multiValueHeaders } = eventOf('show');
    expect(headers).toMatchObject({ 'X-Twice': 'two', 'X-Forwarded-For': '127.0.0.1' });
    expect(multiValueHeaders).toMatchObject({ 'X-Twice': ['one', 'two'] });
    expect(Object.keys(headers).map((name) => name.toLowerCase())).not.toContain('connection');
  });

  test('text as text and other bytes in base64', async () => {
    const url = await open();
    const send = (body: string | Buffer) =>
      fetch(`${url}/payments`, { method: 'POST', body, headers: { authorization: 'x' } });

    await send('円');
    await send(Buffer.from([0xff, 0x00]));

    const created = asked.filter(({ operation }) => operation === 'create');
    expect(created.map(({ event }) => [event.body, event.isBase64Encoded])).toEqual([
      ['円', false],
      ['/wA=', true],
    ]);
  });

  test('who calls, and the two ids that the answer carries too', async () => {
    const url = await open();

    const response = await fetch(`${url}/payments`, {
      method: 'POST',
      headers: { authorization: 'x' },
    });

    expect(eventOf('create').requestContext).toMatchObject({
      authorizer: { principalId: 'shop', callerId: 'shop', mustSendKey: 'false' },
      requestId: response.headers.get('x-amzn-requestid'),
      extendedRequestId: response.headers.get('x-amz-apigw-id'),
      stage: 'test',
    });
    expect(eventOf('create').requestContext['extendedRequestId']).toMatch(/^[\w-]{15}=$/);
  });
});

describe('the caller gets', () => {
  test('status, headers and bytes of the function', async () => {
    const url = await open();
    answers['show'] = answered({
      statusCode: 402,
      headers: { 'X-Operation-Id': 'op_1' },
      multiValueHeaders: { 'Set-Cookie': ['a=1', 'b=2'] },
      body: '5YaG',
      isBase64Encoded: true,
    });

    const response = await fetch(`${url}/payments/1`);

    expect(response.status).toBe(402);
    expect(response.headers.get('x-operation-id')).toBe('op_1');
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    expect(await response.text()).toBe('円');
  });

  test('some headers of the function under another name, as API Gateway does it', async () => {
    const url = await open();
    answers['show'] = answered({ statusCode: 401, headers: { 'WWW-Authenticate': 'Basic' } });

    const { headers } = await fetch(`${url}/payments/1`);

    expect(headers.get('www-authenticate')).toBeNull();
    expect(headers.get('x-amzn-remapped-www-authenticate')).toBe('Basic');
  });

  test('API Gateway’s own words for a route that does not exist', async () => {
    const url = await open();

    const response = await fetch(`${url}/nowhere`);

    expect(response.status).toBe(403);
    expect(await response.json()).toEqual({ message: 'Missing Authentication Token' });
    expect(asked).toEqual([]);
  });

  test('the template’s words for a request without a key, and no function is asked', async () => {
    const url = await open();

    const response = await fetch(`${url}/payments`, { method: 'POST' });

    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toBe('Basic');
    expect(response.headers.get('x-request-id')).toBe(response.headers.get('x-amzn-requestid'));
    expect(await response.json()).toEqual({ code: 'unauthorized', message: 'Unauthorized' });
    expect(asked).toEqual([]);
  });

  test('403 where the policy denies', async () => {
    const url = await open();
    answers['authorize'] = answered(policy('Deny'));

    const response = await fetch(`${url}/payments`, {
      method: 'POST',
      headers: { authorization: 'x' },
    });

    expect(response.status).toBe(403);
    expect(asked.map(({ operation }) => operation)).toEqual(['authorize']);
  });

  test.each([
    [
      'a function that fails',
      { kind: 'failed', why: 'died', error: { errorType: '', errorMessage: '' } },
    ],
    ['an answer that is malformed', answered({ status: 200 })],
    ['an answer that is nothing', answered(null)],
  ] as [string, Invocation][])(
    'the family’s words and the key to ask again, after %s',
    async (_name, invocation) => {
      const url = await open();
      answers['show'] = invocation;

      const response = await fetch(`${url}/payments/1`);

      expect(response.status).toBe(504);
      expect(await response.json()).toEqual({ key: response.headers.get('x-amz-apigw-id') });
    },
  );

  test('504 when the function takes longer than API Gateway waits', async () => {
    const url = await open({ integrationMsMost: 20 });
    answers['show'] = new Promise<Invocation>(() => undefined);

    expect((await fetch(`${url}/payments/1`)).status).toBe(504);
  });

  test('413 for more than 10 MB', async () => {
    const url = await open();

    const response = await fetch(`${url}/payments`, {
      method: 'POST',
      body: Buffer.alloc(10 * 1024 * 1024 + 1),
    });

    expect(response.status).toBe(413);
    expect(asked).toEqual([]);
  });
});
