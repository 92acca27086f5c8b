import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { TLSSocket } from 'node:tls';
import { expect, test } from '@jest/globals';
import { makeIdentity } from '../../../bench/certificate.ts';

/* What a provider sees of the gateway's TLS: a connection for each operation, a session for all of them. */

const program = fileURLToPath(new URL('./send-often.ts', import.meta.url));

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
  const folder = await mkdtemp(join(tmpdir(), 'send-secure-'));
  const trusted = join(folder, 'certificate.pem');
  try {
    await writeFile(trusted, certificate);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const child = spawn(process.execPath, ['--import', 'tsx', program, url, ...methods], {
      env: { ...process.env, NODE_EXTRA_CA_CERTS: trusted },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    expect(await once(child, 'exit')).toEqual([0, null]);
    return seen;
  } finally {
    server.closeAllConnections();
    server.close();
    await rm(folder, { recursive: true });
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
