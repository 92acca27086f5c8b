import { once } from 'node:events';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { TLSSocket } from 'node:tls';
import { expect, test } from '@jest/globals';
import { makeIdentity } from '../../../bench/certificate.ts';
import { withTrustingProgram } from './trusting-program.ts';

/* What a provider sees of the gateway's TLS: a connection for each operation, a session for all of them. */

/** One request as the server saw it: the connection that it came on, and whether that took an earlier session up. */
type Seen = { readonly port: number | undefined; readonly isResumed: boolean };

async function seenOf(methods: readonly string[]): Promise<readonly Seen[]> {
  const seen: Seen[] = [];
  const { key, certificate } = makeIdentity();
  const server = createServer({ key, cert: certificate }, ({ socket }, response) => {
    seen.push({
      port: socket.remotePort,
      isResumed: socket instanceof TLSSocket && socket.isSessionReused(),
    });
    response.end();
  });
  try {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const words = [url, ...methods];
    const ended = await withTrustingProgram('send-often.ts', { certificate, words }, (child) =>
      once(child, 'exit'),
    );
    expect(ended).toEqual([0, null]);
    return seen;
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

const operations = ['POST', 'POST', 'PATCH', 'DELETE'];

test('operations take up the TLS session of the one before', async () => {
  const seen = await seenOf(operations);

  expect(seen.map(({ isResumed }) => isResumed)).toEqual([false, true, true, true]);
}, 30_000);

test('operations have each a connection of their own', async () => {
  const seen = await seenOf(operations);

  expect(new Set(seen.map(({ port }) => port)).size).toBe(operations.length);
}, 30_000);

test('an operation takes no connection of a read', async () => {
  const [read, operation] = await seenOf(['GET', 'POST']);

  expect(operation?.port).not.toBe(read?.port);
}, 30_000);

test('a session is not taken up for another host: its certificate is looked at', async () => {
  const { key, certificate } = makeIdentity();
  const server = createServer({ key, cert: certificate }, (_request, response) => response.end());
  server.listen(0);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  // The certificate is of the first host only.
  const words = [`https://127.0.0.1:${port}/`, `https://localhost:${port}/`];

  const told: unknown = await withTrustingProgram(
    'send-to-each.ts',
    { certificate, words },
    async (child) => ((await once(child, 'message')) as [unknown])[0],
  );
  server.closeAllConnections();
  server.close();

  expect(told).toEqual([200, 'not_connected']);
}, 30_000);
