import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { mkdir } from 'node:fs/promises';
import type { RequestListener, Server } from 'node:http';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { whyForeign } from '../host/own-requests.ts';
import type { LocalTable } from '../template/tables.ts';
import { UsageError } from '../host/usage-error.ts';

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

function dynoxideBinary(): string | undefined {
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

async function startDynoxide(
  binary: string,
  dataDir: string | undefined,
  onLost: () => void,
): Promise<Dynamodb> {
  const host = hiddenAddress();
  const port = await freePort(host);
  const file = dataDir === undefined ? undefined : join(dataDir, 'dynamodb.sqlite');
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
    await untilAnswering(endpoint, () => {
      if (state === 'ended') throw endedAtOnce(file);
    });
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

/** If another program takes the port before the server does, the server does not answer and the start fails. */
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

/** @param check throws when waiting has become useless */
async function untilAnswering(endpoint: string, check: () => void): Promise<void> {
  const last = performance.now() + maxStartMs;
  while (performance.now() < last) {
    check();
    try {
      await fetch(endpoint);
      return;
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

/** Creates the template's tables that do not exist yet, and waits until they can be used. */
export async function createTables(endpoint: string, tables: readonly LocalTable[]): Promise<void> {
  for (const table of tables) {
    const created = await call(endpoint, 'CreateTable', table.create);
    if (!created.ok && created.type !== 'ResourceInUseException')
      throw new Error(`The table ${table.name} could not be created: ${created.text}`);
    await untilActive(endpoint, table.name);
    if (table.timeToLive !== undefined)
      // A server without expiry keeps items longer than the real one, which does no harm.
      await call(endpoint, 'UpdateTimeToLive', {
        TableName: table.name,
        TimeToLiveSpecification: { AttributeName: table.timeToLive, Enabled: true },
      });
  }
}

async function untilActive(endpoint: string, TableName: string): Promise<void> {
  const last = performance.now() + maxStartMs;
  while (performance.now() < last) {
    const { text } = await call(endpoint, 'DescribeTable', { TableName });
    const answer = JSON.parse(text) as { Table?: { TableStatus?: string } };
    if (answer.Table?.TableStatus === 'ACTIVE') return;
    await wait(5);
  }
  throw new Error(`The table ${TableName} did not become active.`);
}

/** One request without the SDK: the host sends three kinds of them, and none needs a real signature. */
async function call(
  endpoint: string,
  operation: string,
  body: unknown,
): Promise<{ ok: boolean; type: string | undefined; text: string }> {
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': `DynamoDB_20120810.${operation}`,
      'x-amz-date': '20260101T000000Z',
      authorization:
        'AWS4-HMAC-SHA256 Credential=local/20260101/ap-northeast-1/dynamodb/aws4_request, SignedHeaders=host, Signature=local',
    },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  const type = /"__type"\s*:\s*"(?:[^"#]*#)?(\w+)"/.exec(text)?.[1];
  return { ok: response.ok, type, text };
}
