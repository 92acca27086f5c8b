import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { komoju } from '../../../../functions/providers/komoju/komoju.ts';
import { judgeAnswer } from '../../../../functions/providers/client/judge-answer.ts';
import { send } from '../../../../functions/providers/client/send.ts';
import type { ProviderRequest } from '../../../../functions/providers/client/provider-request.ts';
import type { ProviderObject } from '../../../../functions/providers/outcome.ts';
import { listen, readBody, type Listening } from '../../../../lib/host/listen.ts';
import { selfSigned } from './self-signed.ts';

type Serve = (request: IncomingMessage, response: ServerResponse) => void;

describe('sending', () => {
  let serve: Serve;
  let received: { request: IncomingMessage; body: string }[];
  let server: Listening;

  beforeEach(async () => {
    received = [];
    server = await listen(0, (request, response) => {
      void readBody(request, 1_000_000).then((body) => {
        received.push({ request, body: String(body) });
        serve(request, response);
      });
    });
  });
  afterEach(async () => {
    await server.close();
  });

  const ask = (
    { url = server.url, ...changes }: Partial<ProviderRequest> = {},
    signal = new AbortController().signal,
  ): ReturnType<typeof send> =>
    send({ method: 'POST', url, headers: {}, body: '{"a":"é"}', ...changes }, signal);

  test('gives the answer as it came', async () => {
    serve = (_, response) =>
      response.writeHead(502, { 'content-type': 'text/html; x=y' }).end('<é𝕏>');

    expect(await ask()).toEqual({ status: 502, contentType: 'text/html; x=y', body: '<é𝕏>' });
  });

  test('gives no content type where there was none', async () => {
    serve = (_, response) => response.writeHead(204).end();

    expect(await ask()).toEqual({ status: 204, contentType: undefined, body: '' });
  });

  test('passes method, path, headers and body on', async () => {
    serve = (_, response) => response.end();
    const headers = { authorization: 'Basic x', 'content-type': 'application/json' };

    await ask({ url: `${server.url}/a/b?c=d%5B`, headers });

    expect(received).toHaveLength(1);
    expect(received[0]?.body).toBe('{"a":"é"}');
    expect(received[0]?.request).toMatchObject({
      method: 'POST',
      url: '/a/b?c=d%5B',
      headers: { ...headers, 'content-length': '10' },
    });
  });

  test('sends no body and no content type where there is none', async () => {
    serve = (_, response) => response.end();

    await ask({ body: undefined });

    expect(received[0]?.body).toBe('');
    expect(received[0]?.request.headers).not.toHaveProperty('content-type');
  });

  test.each([301, 302, 303, 307, 308])('does not follow a %d', async (status) => {
    serve = (_, response) => response.writeHead(status, { location: '/elsewhere' }).end();

    expect(await ask()).toMatchObject({ status });
    expect(received).toHaveLength(1);
  });

  test('was never done where the deadline has passed already', async () => {
    serve = (_, response) => response.end();

    expect(await ask({}, AbortSignal.abort())).toEqual({
      kind: 'not_attempted',
      why: 'no_time_left',
    });
    expect(received).toEqual([]);
  });

  test('was never done where the connection was refused', async () => {
    const closed = await listen(0, () => undefined);
    await closed.close();

    const outcome = await ask({ url: closed.url });

    expect(outcome).toMatchObject({ kind: 'not_attempted', why: 'not_connected' });
  });

  test('was never done where the certificate is not accepted', async () => {
    const seen: string[] = [];
    const secure = createServer(selfSigned, ({ url = '' }) => seen.push(url)).listen(
      0,
      '127.0.0.1',
    );
    await once(secure, 'listening');
    const { port } = secure.address() as AddressInfo;

    const outcome = await ask({ url: `https://127.0.0.1:${port}` });

    secure.close();
    expect(outcome).toMatchObject({ kind: 'not_attempted', why: 'not_connected' });
    expect(seen).toEqual([]);
  });

  test('was never done where the other side speaks no TLS', async () => {
    const url = server.url.replace('http:', 'https:');

    expect(await ask({ url })).toMatchObject({ kind: 'not_attempted', why: 'not_connected' });
  });

  test('decides nothing where the answer is not UTF-8', async () => {
    serve = (_, response) => response.end(Buffer.from([0x7b, 0x83, 0x7d]));

    expect(await ask()).toEqual({ kind: 'unknown', why: 'garbled' });
  });

  test.each<[string, Serve]>([
    ['is cut before any answer', ({ socket }) => void socket.destroy()],
    ['is reset before any answer', ({ socket }) => void socket.resetAndDestroy()],
    [
      'is cut within the headers',
      ({ socket }) => void socket.write('HTTP/1.1 200 OK\r\nconte', () => socket.destroy()),
    ],
    ['speaks no HTTP', ({ socket }) => void socket.end('SSH-2.0-x\r\n')],
    [
      'is cut within the body',
      ({ socket }, response) => {
        response.writeHead(200, { 'content-length': 100 });
        response.write('{"id":', () => socket.destroy());
      },
    ],
  ])('leaves the outcome open where the connection %s, and does not try again', async (_, how) => {
    serve = how;

    expect(await ask()).toMatchObject({ kind: 'unknown', why: 'no_answer' });
    expect(received).toHaveLength(1);
  });

  test.each<[string, Serve]>([
    ['an answer', () => undefined],
    [
      'the rest of a body',
      (_, response) => void response.writeHead(200, { 'content-length': 100 }).write('{"id":'),
    ],
  ])('leaves the outcome open where %s takes longer than the deadline', async (_, how) => {
    const deadline = new AbortController();
    serve = (request, response) => {
      how(request, response);
      setImmediate(() => {
        deadline.abort();
      });
    };

    expect(await ask({}, deadline.signal)).toMatchObject({ kind: 'unknown', why: 'no_answer' });
  });

  test.each(['not a url', 'file:///etc/passwd', 'http://127.0.0.1:1/'])(
    'to %s never throws',
    async (url) => {
      expect(await ask({ url })).toHaveProperty('kind');
    },
  );

  test('with a header that can’t be written never throws', async () => {
    expect(await ask({ headers: { 'x-a': 'a\r\nb' } })).toHaveProperty('kind');
    expect(received).toEqual([]);
  });
});

describe('an answer', () => {
  const object: ProviderObject = { id: 'pay' };
  const bodyOf = (code: string): string => JSON.stringify({ error: { code } });
  const judge = (status: number, body: string, tells: ProviderObject | undefined = object) =>
    judgeAnswer({ status, body }, komoju, () => tells);

  test.each([200, 201, 202, 204, 299])('of %d with what is expected is a yes', (status) => {
    expect(judge(status, '{"id":"pay"}')).toEqual({
      kind: 'done',
      answer: { status, body: '{"id":"pay"}' },
      object,
    });
  });

  test.each([200, 204])('of %d without what is expected decides nothing', (status) => {
    expect(judgeAnswer({ status, body: '{}' }, komoju, () => undefined)).toEqual({
      kind: 'unknown',
      why: 'garbled',
      code: undefined,
    });
  });

  test('of 204 without a body is object as null, apart from one that can’t be read', () => {
    const seen: unknown[] = [];
    const tell = (body: unknown) => {
      seen.push(body);
      return undefined;
    };

    judgeAnswer({ status: 204, body: '' }, komoju, tell);
    judgeAnswer({ status: 200, body: '<html>' }, komoju, tell);

    expect(seen).toEqual([null, undefined]);
  });

  test.each(['<html>', '{"id":'])('of 200 that can’t be read decides nothing: %j', (body) => {
    const tell = (parsed: unknown): ProviderObject | undefined =>
      parsed === undefined ? undefined : object;

    expect(judgeAnswer({ status: 200, body }, komoju, tell)).toMatchObject({ why: 'garbled' });
  });

  test('of 200 with a code of an error is not an error', () => {
    const outcome = judgeAnswer(
      { status: 200, body: bodyOf('card_declined') },
      komoju,
      () => undefined,
    );

    expect(outcome).toMatchObject({ kind: 'unknown', why: 'garbled', code: 'card_declined' });
  });

  // prettier-ignore
  test.each([
    [400, 'bad_request',           'rejected',       undefined],
    [402, 'request_failed',        'rejected',       undefined],
    [403, 'forbidden',             'rejected',       undefined],
    [404, 'not_found',             'rejected',       undefined],
    [422, 'invalid_parameter',     'rejected',       undefined],
    [422, 'fraudulent',            'rejected',       undefined],
    [500, 'card_declined',         'rejected',       undefined],
    [502, 'insufficient_funds',    'rejected',       undefined],
    [401, 'unauthorized',          'not_attempted', 'unauthorized'],
    [401, 'card_declined',         'not_attempted', 'unauthorized'],
    [429, 'too_many_requests',     'not_attempted', 'throttled'],
    [429, 'card_declined',         'not_attempted', 'throttled'],
    [409, 'conflict',              'unknown',       'in_flight'],
    [409, 'card_declined',         'unknown',       'in_flight'],
    [301, 'card_declined',         'unknown',       'redirected'],
    [307, 'moved',                 'unknown',       'redirected'],
    [422, 'new_code',              'rejected',       undefined],
    [500, 'new_code',              'unknown',       'unlisted'],
    [418, 'teapot',                'unknown',       'unlisted'],
    [500, 'internal_server_error', 'unknown',       'unlisted'],
    [502, 'bad_gateway',           'unknown',       'unlisted'],
    [503, 'service_unavailable',   'unknown',       'unlisted'],
    [504, 'gateway_timeout',       'unknown',       'unlisted'],
    [100, 'continue',              'unknown',       'garbled'],
  ])('of %d %s is %s %s', (status, code, kind, why) => {
    const outcome = judge(status, bodyOf(code));

    expect(outcome.kind).toBe(kind);
    expect('why' in outcome ? outcome.why : undefined).toBe(why);
  });

  test.each([400, 409, 422, 502])('of %d keeps status and body for a read', (status) => {
    expect(judge(status, bodyOf('x'))).toMatchObject({ answer: { status, body: bodyOf('x') } });
  });

  test.each([200, 307])('of %d keeps nothing that could be passed on', (status) => {
    expect(judgeAnswer({ status, body: '{}' }, komoju, () => undefined)).not.toHaveProperty(
      'answer',
    );
  });

  test('that refuses keeps status and body as they came', () => {
    const body = '{ "error": {"code":"card_declined","details":{},"details":null} }';

    expect(judge(502, body)).toEqual({
      kind: 'rejected',
      answer: { status: 502, body },
      code: 'card_declined',
    });
  });
});
