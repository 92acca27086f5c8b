import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { afterEach, expect, jest, test } from '@jest/globals';
import { send } from '../../../../functions/providers/client/send.ts';

/* What may not be written any more when its connection is open. */

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

async function portOf(server: Server): Promise<number> {
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

const post = (url: string) => ({ method: 'POST', url, headers: {}, body: 'amount=1000' });
const late = () => AbortSignal.timeout(20_000);

/** A server that answers everything, and what arrived at it on its first connection, once that has ended. */
async function serveRaw(): Promise<{ url: string; arrived: Promise<string> }> {
  const server = createServer();
  const arrived = new Promise<string>((resolve) => {
    server.once('connection', (socket) => {
      let bytes = '';
      socket.on('error', () => undefined);
      socket.on('data', (chunk) => {
        bytes += chunk.toString();
        socket.write('HTTP/1.1 200 yes\r\ncontent-length: 0\r\n\r\n');
      });
      socket.on('close', () => {
        resolve(bytes);
      });
    });
  });
  return { url: `http://127.0.0.1:${await portOf(server)}/`, arrived };
}

test.each(['POST', 'GET'])('is not written: a %s', async (method) => {
  const { url, arrived } = await serveRaw();

  const outcome = await send({ ...post(url), method }, late(), () => 'lease_over');

  expect(outcome).toEqual({ kind: 'not_attempted', why: 'lease_over' });
  expect(await arrived).toBe('');
});

test('is not written on a connection that is used again either', async () => {
  const { url, arrived } = await serveRaw();
  const read = (path: string) => ({ method: 'GET', url: url + path, headers: {}, body: '' });

  await send(read('first'), late());
  const outcome = await send(read('second'), late(), () => 'lease_over');

  expect(outcome).toEqual({ kind: 'not_attempted', why: 'lease_over' });
  expect(await arrived).toMatch(/^GET \/first /);
  expect(await arrived).not.toContain('second');
});

test('is not written where nobody can say whether it may be', async () => {
  const { url, arrived } = await serveRaw();
  const cause = new Error('broken');

  const outcome = await send(post(url), late(), () => {
    throw cause;
  });

  expect(outcome).toEqual({ kind: 'not_attempted', why: 'not_connected', cause });
  expect(await arrived).toBe('');
});

test('is asked once, and not before the connection is open', async () => {
  const server = createServer();
  const port = await portOf(server);
  server.close();
  const mayWrite = jest.fn((): true => true);

  await send(post(`http://127.0.0.1:${port}/`), late(), mayWrite);
  expect(mayWrite).not.toHaveBeenCalled();
  await send(post((await serveRaw()).url), late(), mayWrite);
  expect(mayWrite).toHaveBeenCalledTimes(1);
});
