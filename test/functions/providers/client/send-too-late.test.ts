import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer as createSecureServer } from 'node:tls';
import { afterEach, expect, test } from '@jest/globals';
import { makeIdentity } from '../../../bench/certificate.ts';
import { withTrustingProgram } from './trusting-program.ts';

/* A lease that ends during the TLS handshake, on a provider's server that is slow to answer it. */

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

/** A provider that answers everything, and what it has read, deciphered, by the time that every connection has ended. */
function startProvider(identity: { key: string; cert: string }) {
  let bytes = '';
  const server = createSecureServer(identity, (socket) => {
    socket
      .on('error', () => undefined)
      .on('data', (chunk: Buffer) => {
        bytes += chunk.toString();
        socket.end('HTTP/1.1 200 yes\r\ncontent-length: 13\r\n\r\n{"id":"807n"}');
      });
  });
  const readToTheEnd = async (): Promise<string> => {
    const closed = once(server, 'close');
    server.close();
    await closed;
    return bytes;
  };
  return { server, readToTheEnd };
}

/** Passes bytes on in both directions, the client's only after `before`. */
function startRelay(port: number, before: () => Promise<unknown>): Server {
  return createServer((client: Socket) => {
    client.once('data', (hello) => {
      client.pause();
      void before().then(() => {
        const provider = connect(port, '127.0.0.1');
        provider.write(hello);
        client.pipe(provider).pipe(client);
        for (const end of [client, provider]) {
          end
            .on('error', () => undefined)
            .on('close', () => {
              client.destroy();
              provider.destroy();
            });
        }
      });
    });
  });
}

/** What came of one operation, and what the provider read of it. */
async function sendThroughRelay(
  before: (child: ChildProcess) => Promise<unknown>,
): Promise<{ outcome: unknown; arrived: string }> {
  const { key, certificate } = makeIdentity();
  const provider = startProvider({ key, cert: certificate });
  const port = await portOf(provider.server);
  let child: ChildProcess | undefined;
  const relay = startRelay(port, () => (child ? before(child) : Promise.reject(new Error())));
  const words = [`https://127.0.0.1:${await portOf(relay)}/`];
  return withTrustingProgram('send-too-late.ts', { certificate, words }, async (started) => {
    child = started;
    const told: unknown[] = [];
    started.on('message', (message) => told.push(message));
    await once(started, 'exit');
    return { outcome: told.at(-1), arrived: await provider.readToTheEnd() };
  });
}

test('an operation whose lease is over when the handshake ends is not written', async () => {
  const { outcome, arrived } = await sendThroughRelay(async (child) => {
    child.send('over');
    await once(child, 'message');
  });

  expect(outcome).toEqual({ kind: 'not_attempted', why: 'lease_over' });
  expect(arrived).toBe('');
}, 30_000);

test('an operation whose lease lasts is written once the handshake has ended', async () => {
  const { outcome, arrived } = await sendThroughRelay(() => Promise.resolve());

  expect(outcome).toMatchObject({ kind: 'done', object: { id: '807n' } });
  expect(arrived).toMatch(/^POST \/ HTTP\/1.1\r\n[^]*\r\namount=1000$/);
}, 30_000);
