import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { mkdir } from 'node:fs/promises';
import type { RequestListener, Server } from 'node:http';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { whyForeign } from '../../host/own-requests.ts';
import { UsageError } from '../../host/usage-error.ts';

/** A running table server. */
export type Dynamodb = { readonly endpoint: string; readonly close: () => Promise<void> };

/** Which server holds the table: one of the two npm packages, or any server that runs already. */
export type DynamodbChoice = 'dynoxide' | 'dynalite' | URL;

const require = createRequire(import.meta.url);

/**
 * Starts the chosen server; without a choice dynoxide if there is a build of it for this machine, else dynalite.
 *
 * @param onLost is called when a server with its own process ends before it is closed
 * @throws UsageError if nothing answers at a chosen address, or the files in the data directory cannot be used
 */
export function startDynamodb(
  choice: DynamodbChoice | undefined,
  dataDir: string | undefined,
  onLost: () => void = () => undefined,
): Promise<Dynamodb> {
  if (choice instanceof URL) return useDynamodb(choice.href);
  const binary = choice === 'dynalite' ? undefined : dynoxideBinary();
  if (binary !== undefined) return startDynoxide(binary, dataDir, onLost);
  if (choice === 'dynoxide') throw new Error('There is no dynoxide for this machine.');
  return startDynalite(dataDir);
}

async function useDynamodb(endpoint: string): Promise<Dynamodb> {
  try {
    await fetch(endpoint);
  } catch (cause) {
    throw new UsageError(
      `Nothing answers at DYNAMODB_ENDPOINT ${endpoint}. Start the server there, or leave the setting out.`,
      { cause },
    );
  }
  return { endpoint, close: () => Promise.resolve() };
}

/** The program of the embedded server; undefined where there is no build of it for this machine. */
export function dynoxideBinary(): string | undefined {
  try {
    return require.resolve('@dynoxide/linux-x64/dynoxide');
  } catch {
    return undefined;
  }
}

/**
 * A shell script that ends the server when its standard input ends: when the host closes it, and also when the host dies.
 * A signal from the terminal ends the shell's wait and so the server. The shell ends when the server does. Only their
 * owner can read the files that the server writes.
 */
const supervised = [
  'umask 077; exec 3<&0; "$0" "$@" 3<&- & server=$!',
  '{ read -r never <&3; kill $server; } & reader=$!',
  'trap : INT TERM HUP; wait $server; kill $server $reader; wait $server',
].join('\n');

/** How often the server is started that ends at once: another program may have taken its port just before. */
const mostStarts = 3;

/** The embedded server, by its program. Exported for a test that puts another one in its place. */
export async function startDynoxide(
  binary: string,
  dataDir: string | undefined,
  onLost: () => void,
): Promise<Dynamodb> {
  const file = dataDir === undefined ? undefined : join(dataDir, 'dynamodb.sqlite');
  for (let starts = 0; starts < mostStarts; starts += 1) {
    const server = await tryDynoxide(binary, file, onLost);
    if (server !== undefined) return server;
  }
  throw endedAtOnce(file);
}

/** @returns undefined where the server ended as soon as it was started */
async function tryDynoxide(
  binary: string,
  file: string | undefined,
  onLost: () => void,
): Promise<Dynamodb | undefined> {
  const host = hiddenAddress();
  const port = await freePort(host);
  const kept = file === undefined ? [] : ['--db-path', file];
  const serve = ['serve', '--host', host, '--port', String(port), ...kept];
  const shell = spawn('/bin/sh', ['-c', supervised, binary, ...serve], {
    stdio: ['pipe', 'ignore', 'ignore'],
    env: {},
  });
  const ended = once(shell, 'exit');
  const endpoint = `http://${host}:${port}`;
  let state: 'starting' | 'running' | 'ended' = 'starting';
  void ended.then(() => {
    if (state === 'running') onLost();
    state = 'ended';
  });
  const close = async () => {
    state = 'ended';
    shell.stdin.end();
    await ended;
  };
  try {
    const isUp = await untilAnswering(endpoint, () => state === 'ended');
    if (!isUp) return undefined;
  } catch (error) {
    await close();
    throw error;
  }
  state = 'running';
  return { endpoint, close };
}

const endedAtOnce = (file: string | undefined): Error =>
  file === undefined
    ? new Error('The table server ended as soon as it was started.')
    : new UsageError(
        `${file} is damaged or cannot be read. Put a copy of it in its place, or choose another DATA_DIR.`,
      );

/**
 * A loopback address that a web page cannot guess: this server takes any signature and answers pages of any origin, so
 * only the proxy in front of it may find it. Linux has 16 million such addresses, and there is a build for Linux only.
 */
const hiddenAddress = (): string =>
  `127.${randomInt(1, 255)}.${randomInt(256)}.${randomInt(1, 255)}`;

/** Another program may take the port before the server does; then the server ends at once. */
async function freePort(host: string): Promise<number> {
  const reserved = createServer().listen(0, host);
  await once(reserved, 'listening');
  const { port } = reserved.address() as AddressInfo;
  reserved.close();
  await once(reserved, 'close');
  return port;
}

/** How long a table server may take to answer; dynoxide needs some 15 ms. */
const maxStartMs = 10_000;

/** @returns whether it answers; false as soon as waiting has become useless */
async function untilAnswering(endpoint: string, isUseless: () => boolean): Promise<boolean> {
  const last = performance.now() + maxStartMs;
  while (performance.now() < last) {
    if (isUseless()) return false;
    try {
      await fetch(endpoint);
      return true;
    } catch {
      await wait(5);
    }
  }
  throw new Error(`The table server at ${endpoint} did not answer within ${maxStartMs / 1000} s.`);
}

async function startDynalite(dataDir: string | undefined): Promise<Dynamodb> {
  const createDynalite = require('dynalite') as (options: object) => Server;
  const path = dataDir === undefined ? undefined : join(dataDir, 'dynalite');
  if (path !== undefined) await mkdir(path, { recursive: true });
  const server = createDynalite({ path, createTableMs: 0 });
  onlyForThisMachine(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      const closed = new Promise<void>((resolve) => {
        server.close(() => {
          resolve();
        });
      });
      server.closeAllConnections();
      await closed;
    },
  };
}

/** This server would answer pages of any origin. */
function onlyForThisMachine(server: Server): void {
  const answers = server.listeners('request') as RequestListener[];
  server.removeAllListeners('request');
  server.on('request', (request, response) => {
    const { port } = server.address() as AddressInfo;
    if (whyForeign(request, port) !== undefined) return void response.writeHead(403).end();
    for (const answer of answers) answer(request, response);
  });
}
