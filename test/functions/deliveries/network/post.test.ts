import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import {
  createServer as createTcpServer,
  type AddressInfo,
  type Server as TcpServer,
} from 'node:net';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { post, type Network } from '../../../../functions/deliveries/network/post.ts';

/* One request to a real server. */

let server: Server;
let paths: string[];
let url: string;
let answer: { status: number; headers: Record<string, string> } | 'none' | 'end';
beforeEach(async () => {
  paths = [];
  answer = { status: 204, headers: {} };
  server = createServer((request, response) => {
    paths.push(request.url ?? '');
    if (answer === 'end') request.socket.destroy();
    else if (answer !== 'none') response.writeHead(answer.status, answer.headers).end();
  });
  url = `http://127.0.0.1:${await portOf(server)}`;
});
afterEach(() => {
  server.close();
  server.closeAllConnections();
});

async function portOf(listener: TcpServer): Promise<number> {
  listener.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  return (listener.address() as AddressInfo).port;
}

const sent = (to: string, network: Network = 'any', signal = AbortSignal.timeout(10_000)) =>
  post({ url: to, headers: { 'webhook-id': 'evt_1' }, body: '{}' }, network, signal);

test.each([200, 204, 404, 410, 500])('the status %i is what it came to', async (status) => {
  answer = { status, headers: {} };

  expect(await sent(`${url}/webhooks`)).toEqual({ status });
});

test('a redirect is not followed', async () => {
  answer = { status: 307, headers: { location: `${url}/elsewhere` } };

  expect(await sent(`${url}/webhooks`)).toEqual({ status: 307 });
  expect(paths).toEqual(['/webhooks']);
});

test.each([
  ['a plain connection', ''],
  ['an address inside of a network', 's'],
])('where only the public network is allowed, %s is refused before it is made', async (_, s) => {
  let connections = 0;
  const listener = createTcpServer((socket) => {
    connections += 1;
    socket.destroy();
  });
  const port = await portOf(listener);

  expect(await sent(`http${s}://127.0.0.1:${port}/`, 'public')).toEqual({ why: 'not_public' });

  const closed = once(listener, 'close');
  listener.close();
  await closed;
  expect(connections).toBe(0);
});

test('an answer that does not come in time is told as that', async () => {
  answer = 'none';
  const waiting = new AbortController();
  const posted = sent(url, 'any', waiting.signal);
  await once(server, 'request');

  waiting.abort();

  expect(await posted).toEqual({ why: 'no_answer_in_time' });
});

test('a connection that ends or is refused is told by its code', async () => {
  answer = 'end';
  expect(await sent(url)).toEqual({ why: 'ECONNRESET' });

  server.close();
  server.closeAllConnections();
  await once(server, 'close');
  expect(await sent(url)).toEqual({ why: 'ECONNREFUSED' });
});

test('what cannot be sent is told, not thrown', async () => {
  expect(await sent('http://[')).toEqual({ why: 'ERR_INVALID_URL' });
});
