import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { createServer, type ClientRequest, type RequestListener, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import {
  createServer as createRawServer,
  type AddressInfo,
  type Server as RawServer,
} from 'node:net';
import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { send } from '../../../../functions/providers/client/send.ts';
import { makeIdentity } from '../../../bench/certificate.ts';

/* What becomes of one request on a real connection: above all, whether it may have been executed. */

const servers: (Server | RawServer)[] = [];
afterEach(() => {
  jest.restoreAllMocks();
  for (const server of servers.splice(0)) {
    if ('closeAllConnections' in server) server.closeAllConnections();
    server.close();
  }
});

async function portOf(server: Server | RawServer): Promise<number> {
  servers.push(server);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return (server.address() as AddressInfo).port;
}

const serve = async (listener: RequestListener): Promise<string> =>
  `http://127.0.0.1:${await portOf(createServer(listener))}/api/v1/payments`;

const post = (url: string, body: string | undefined = 'a=名') => ({
  method: 'POST',
  url,
  headers: { 'x-a': 'b' },
  body,
});

const soon = () => AbortSignal.timeout(200);
const late = () => AbortSignal.timeout(20_000);

test('an answer comes back as it is, and what was sent arrived as it was', async () => {
  let arrived = '';
  const url = await serve((request, response) => {
    arrived = `${request.method ?? ''} ${request.url ?? ''} ${String(request.headers['x-a'])} `;
    request.on('data', (chunk: Buffer) => (arrived += chunk.toString()));
    request.on('end', () => {
      response.writeHead(502, { 'content-type': 'application/json' }).end('{"名":1}');
    });
  });

  expect(await send(post(url), late())).toEqual({
    status: 502,
    contentType: 'application/json',
    body: '{"名":1}',
  });
  expect(arrived).toBe('POST /api/v1/payments b a=名');
});

test.each(['POST', 'DELETE'])('a %s without a body says that it has none', async (method) => {
  const url = await serve(({ headers }, response) => {
    response.end(headers['content-length'] ?? headers['transfer-encoding'] ?? '0');
  });

  const answer = await send({ ...post(url), method, body: undefined }, late());

  expect(answer).toMatchObject({ status: 200, body: '0' });
});

test('a redirect is not followed', async () => {
  let count = 0;
  const url = await serve((_request, response) => {
    count += 1;
    response.writeHead(307, { location: '/elsewhere' }).end();
  });

  expect(await send(post(url), late())).toMatchObject({ status: 307 });
  expect(count).toBe(1);
});

describe('the connection of an answer', () => {
  const portsOfTwo = async (method: string, between: () => void): Promise<number> => {
    const ports = new Set<number | undefined>();
    const url = await serve((request, response) => {
      ports.add(request.socket.remotePort);
      response.end();
    });
    const request = { ...post(url), method, body: undefined };
    await send(request, late());
    between();
    await send(request, late());
    return ports.size;
  };

  test('to a read is used again at once', async () => {
    expect(await portsOfTwo('GET', () => undefined)).toBe(1);
  });

  test('that is used again and again gathers nobody who waits for it to open', async () => {
    const waiting: number[] = [];
    const count = (message: unknown) => {
      const { request } = message as { request: ClientRequest };
      waiting.push(request.socket?.listenerCount('connect') ?? 0);
    };
    subscribe('http.client.response.finish', count);
    const url = await serve((_request, response) => response.end('{}'));

    for (let reads = 0; reads < 3; reads += 1) {
      await send({ method: 'GET', url, headers: {}, body: undefined }, late());
    }
    unsubscribe('http.client.response.finish', count);

    expect(waiting).toEqual([0, 0, 0]);
  });

  test.each(['POST', 'PATCH', 'DELETE'])('to a %s is never used again', async (method) => {
    expect(await portsOfTwo(method, () => undefined)).toBe(2);
  });

  test('is not used again a second later, when the sandbox may have been frozen', async () => {
    const ports = await portsOfTwo('GET', () => {
      const later = Date.now() + 1000;
      jest.spyOn(Date, 'now').mockReturnValue(later);
    });

    expect(ports).toBe(2);
  });
});

test('an answer too many is not taken for that of the next request', async () => {
  let count = 0;
  const server = createRawServer((socket) => {
    socket.once('data', () => {
      count += 1;
      const answer = (status: string) => `HTTP/1.1 ${status}\r\ncontent-length: 0\r\n\r\n`;
      socket.write(count === 1 ? answer('401 no') + answer('502 stray') : answer('200 yes'));
    });
  });
  const url = `http://127.0.0.1:${await portOf(server)}/`;

  const first = await send(post(url), late());
  const second = await send(post(url), late());

  expect([first, second]).toMatchObject([{ status: 401 }, { status: 200 }]);
});

test('a change of protocol that nobody asked for decides nothing', async () => {
  const server = createRawServer((socket) => {
    socket.once('data', () => {
      socket.write('HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n');
    });
  });
  const url = `http://127.0.0.1:${await portOf(server)}/`;

  expect(await send(post(url), late())).toMatchObject({ kind: 'unknown', why: 'no_answer' });
});

test('a request that is lost on a connection used before may have been executed', async () => {
  let count = 0;
  const url = await serve(({ socket }, response) => {
    count += 1;
    if (count === 1) response.end();
    else socket.destroy();
  });

  const read = { ...post(url), method: 'GET', body: undefined };
  await send(read, late());

  expect(await send(read, late())).toMatchObject({ kind: 'unknown', why: 'no_answer' });
});

test('a refused connection means that nothing was sent', async () => {
  const server = createRawServer();
  const port = await portOf(server);
  server.close();

  expect(await send(post(`http://127.0.0.1:${port}/`), late())).toMatchObject({
    kind: 'not_attempted',
    why: 'not_connected',
    cause: { code: 'ECONNREFUSED' },
  });
});

test('a certificate that is not trusted means that nothing was sent', async () => {
  let count = 0;
  const { key, certificate } = makeIdentity();
  const server = createSecureServer({ key, cert: certificate }, () => (count += 1));
  const url = `https://127.0.0.1:${await portOf(server)}/`;

  expect(await send(post(url), late())).toMatchObject({ why: 'not_connected' });
  // Long enough for a request that had slipped out to be counted.
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(count).toBe(0);
});

test('a deadline that passes during the TLS handshake means that nothing was sent', async () => {
  const port = await portOf(createRawServer((socket) => socket.on('error', () => undefined)));

  expect(await send(post(`https://127.0.0.1:${port}/`), soon())).toMatchObject({
    kind: 'not_attempted',
    why: 'not_connected',
  });
});

test.each<[string, RequestListener]>([
  ['the connection is lost before an answer', ({ socket }) => socket.destroy()],
  [
    'the connection is lost within the answer',
    ({ socket }, response) => {
      response.writeHead(200, { 'content-length': 10 }).write('{"id', () => socket.destroy());
    },
  ],
  ['what answers does not speak HTTP', ({ socket }) => socket.end('hello\r\n\r\n')],
])('when %s, it may have been executed', async (_, listener) => {
  const url = await serve(listener);

  expect(await send(post(url), late())).toMatchObject({ kind: 'unknown', why: 'no_answer' });
});

test.each<[string, RequestListener]>([
  ['before an answer', () => undefined],
  [
    'within the answer',
    (_request, response) => {
      response.writeHead(200).write('{"id');
    },
  ],
])('when the deadline passes %s, it may have been executed', async (_, listener) => {
  const url = await serve(listener);

  expect(await send(post(url), soon())).toMatchObject({ kind: 'unknown', why: 'no_answer' });
});

test('with a deadline that has passed nothing is sent', async () => {
  let count = 0;
  const url = await serve(() => (count += 1));

  expect(await send(post(url), AbortSignal.abort())).toEqual({
    kind: 'not_attempted',
    why: 'no_time_left',
  });
  expect(count).toBe(0);
});
