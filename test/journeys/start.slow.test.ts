import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';

/* What a newcomer types, and what comes out of it. */

const run = promisify(execFile);

type Started = { child: ChildProcess; lines: string[]; url: string; ended: Promise<unknown> };
const started: Started[] = [];

/** `npm start`, in a process group of its own as a terminal gives it, until it says how to stop it. */
async function npmStart(environment: Record<string, string>): Promise<Started> {
  const child = spawn('npm', ['start'], {
    detached: true,
    env: { ...process.env, PORT: '0', ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(line);
    if (line.includes('Ctrl-C')) break;
  }
  // What comes later must not fill the pipe.
  child.stdout.resume();
  const url = lines.find((line) => line.startsWith('Gateway ready: '))?.split(': ')[1] ?? '';
  const system = { child, lines, url, ended };
  started.push(system);
  return system;
}

/** Ctrl-C: a terminal sends it to the whole group. */
async function interrupt({ child, ended }: Started): Promise<void> {
  const isRunning = child.exitCode === null && child.signalCode === null;
  if (child.pid !== undefined && isRunning) process.kill(-child.pid, 'SIGINT');
  await ended;
}

afterEach(async () => {
  for (const system of started.splice(0)) await interrupt(system);
});

/** Processes of the group that still run; one that has ended and waits to be counted by its parent doesn't. */
async function membersOf(group: number): Promise<string[]> {
  const { stdout } = await run('ps', ['-e', '-o', 'pgid=,stat=,args=']);
  return stdout.split('\n').filter((line) => {
    const [pgid, state = ''] = line.trim().split(/\s+/);
    return Number(pgid) === group && !state.startsWith('Z');
  });
}

test('npm start prints where it listens, three keys, and a request that charges a card', async () => {
  const { lines, url } = await npmStart({});

  const printed = lines.filter((line) => line !== '' && !line.startsWith('>'));
  expect(printed.slice(0, 9)).toEqual([
    expect.stringMatching(/^Gateway ready: http:\/\/127\.0\.0\.1:\d+$/),
    expect.stringMatching(/^Simulator: http:\/\/127\.0\.0\.1:\d+$/),
    expect.stringMatching(/^Open in a browser: http:\/\/127\.0\.0\.1:\d+$/),
    expect.stringMatching(/^Demo shop: http:\/\/127\.0\.0\.1:\d+\/demo$/),
    expect.stringMatching(/^API to read and try: http:\/\/127\.0\.0\.1:\d+\/docs$/),
    expect.stringMatching(/^Console: http:\/\/127\.0\.0\.1:\d+\/#[\w-]{32}$/),
    'Key (all operations): gk_local_admin',
    'Key (storefront): gk_local_storefront',
    'Key (client that sends no Idempotency-Key): gk_local_unmodified',
  ]);
  const commands = lines.flatMap(
    (line) => /^[^:]+: ((?:[A-Z]+=\$\()?curl .*)$/.exec(line)?.[1] ?? [],
  );
  const [token = '', pay = '', cash = '', poor = '', decline = ''] = commands;
  expect(await inShell(`${token}; ${pay}`)).toMatchObject([
    200,
    { status: 'captured', total: 1100 },
  ]);
  expect(await inShell(cash)).toMatchObject([200, { status: 'authorized' }]);
  expect(await inShell(`${poor}; ${decline}`)).toMatchObject([
    502,
    { error: { code: 'insufficient_funds' } },
  ]);
  expect(pay).toContain(url);
}, 60_000);

/** What the last of some commands was answered. */
async function inShell(commands: string): Promise<[status: number, body: unknown]> {
  const { stdout } = await run('sh', [
    '-c',
    `${commands.replaceAll('curl -i ', 'curl ')} -s -w "\\n%{http_code}"`,
  ]);
  const [body = '', status] = stdout.split('\n');
  return [Number(status), JSON.parse(body)];
}

test('a command finds the system that runs by itself, and says when none does any more', async () => {
  const system = await npmStart({});
  const list = () =>
    run('npm', ['run', '--silent', 'gateway', '--', 'operations', 'list', '--local']);

  const { stdout, stderr } = await list();
  await interrupt(system);

  expect([stdout, stderr]).toEqual(['No operation is open: every outcome is known.\n', '']);
  await expect(list()).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringMatching(
      /^No local system of this folder is running\. Start it first: npm start\./,
    ),
  });
}, 60_000);

test('the README’s two commands charge a card by its token, and the second is replayed', async () => {
  const { url, lines } = await npmStart({});
  const simulator = lines.find((line) => line.startsWith('Simulator: '))?.split(': ')[1] ?? '';
  const readme = readFileSync('README.md', 'utf8');
  const blockThat = (begins: string): string =>
    new RegExp(`\`\`\`sh\\n(${begins}[\\s\\S]*?)\`\`\``).exec(readme)?.[1] ?? '';
  const token = blockThat('TOKEN=').replace('http://127.0.0.1:3001', simulator);
  const pay = blockThat('curl ').replace('http://127.0.0.1:3000', url).replace('curl ', 'curl -s ');

  const { stdout } = await run('sh', ['-c', `${token}\n${pay}\n${pay}`]);
  const [first = '', second = ''] = stdout.split(/(?<=\})(?=HTTP)/);

  expect(first).toContain('HTTP/1.1 200');
  expect(first).toContain('"status":"captured"');
  expect(second).toContain('Idempotent-Replayed: true');
}, 60_000);

test('Ctrl-C right after the start says nothing, and ends in order', async () => {
  const child = spawn('npm', ['start', '--silent'], {
    detached: true,
    env: { ...process.env, PORT: '0' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'exit');
  const stderr = text(child.stderr);
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(line);
    if (line.includes('Ctrl-C')) process.kill(-(child.pid ?? 0), 'SIGINT');
  }

  expect(lines.at(-1)).toBe('Stop with Ctrl-C.');
  expect(await ended).toEqual([0, null]);
  expect(ofOurs(await stderr)).toEqual([]);
  expect(await membersOf(child.pid ?? 0)).toEqual([]);
}, 60_000);

test('Ctrl-C leaves no process behind', async () => {
  const system = await npmStart({});
  const group = system.child.pid ?? 0;
  const before = await membersOf(group);

  await interrupt(system);

  expect(before.length).toBeGreaterThan(2);
  expect(await membersOf(group)).toEqual([]);
}, 60_000);

/** What of ours is in a directory for temporary files; tsx keeps what it compiled there. */
const leftIn = (directory: string): string[] =>
  readdirSync(directory).filter((name) => name.startsWith('payment-gateway-'));

describe('Ctrl-C leaves neither temporary files nor a lock', () => {
  let TMPDIR: string;
  let DATA_DIR: string;
  beforeEach(() => {
    TMPDIR = mkdtempSync(join(tmpdir(), 'start-'));
    DATA_DIR = join(TMPDIR, 'kept');
  });
  afterEach(() => {
    rmSync(TMPDIR, { recursive: true });
  });

  test('once everything runs', async () => {
    const system = await npmStart({ TMPDIR, DATA_DIR });
    expect(leftIn(TMPDIR)).not.toEqual([]);

    await interrupt(system);

    expect([leftIn(TMPDIR), existsSync(join(DATA_DIR, 'lock'))]).toEqual([[], false]);
  }, 60_000);

  test('while it starts', async () => {
    const env = { ...process.env, PORT: '0', TMPDIR, DATA_DIR };
    const child = spawn('npm', ['start'], { detached: true, env, stdio: 'ignore' });
    const ended = once(child, 'exit');
    while (!existsSync(join(DATA_DIR, 'lock'))) await wait(5);

    await interrupt({ child, lines: [], url: '', ended });
    await wait(100);

    expect([leftIn(TMPDIR), existsSync(join(DATA_DIR, 'lock'))]).toEqual([[], false]);
  }, 60_000);
});

test('whoever reads the first line only ends it without a stack', async () => {
  // The first line is npm's own, which a silent npm leaves out, so head is gone before any of ours is written.
  const env = { ...process.env, PORT: '0', npm_config_loglevel: 'notice' };

  const { stderr } = await run('sh', ['-c', 'npm start | head -n 1'], { env });

  expect(ofOurs(stderr)).toEqual([]);
}, 60_000);

// Elsewhere the table's server has no process of its own, so it can't end alone.
const hasServer = process.platform === 'linux' && process.arch === 'x64';

(hasServer ? test : test.skip)(
  'without its table it ends, with one line that says to start again',
  async () => {
    const child = spawn('npm', ['start', '--silent'], {
      detached: true,
      env: { ...process.env, PORT: '0' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const ended = once(child, 'exit');
    const stderr = text(child.stderr);
    for await (const line of createInterface({ input: child.stdout })) {
      if (line.includes('Ctrl-C')) break;
    }
    child.stdout.resume();
    const table = (await membersOf(child.pid ?? 0)).find((line) =>
      line.includes('/dynoxide serve'),
    );
    expect(table).toBeDefined();

    await run('pkill', ['-KILL', '-g', String(child.pid), '-x', 'dynoxide']);

    expect(await ended).toEqual([1, null]);
    expect(ofOurs(await stderr)).toEqual([expect.stringMatching(/table.*Start again\.$/)]);
  },
  60_000,
);

const fails = async (
  environment: Record<string, string>,
): Promise<{ code: unknown; stderr: string }> => {
  const failed: unknown = await run('npm', ['start', '--silent'], {
    env: { ...process.env, PORT: '0', ...environment },
  }).catch((error: unknown) => error);
  return failed as { code: unknown; stderr: string };
};

const ofOurs = (stderr: string): string[] =>
  stderr.split('\n').filter((line) => line !== '' && !line.startsWith('npm '));

test('a taken port gives one line that says what to do', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;

  const failed = await fails({ PORT: String(port) });
  other.close();

  expect(failed.code).toBe(1);
  expect(ofOurs(failed.stderr)).toEqual([expect.stringMatching(`Port ${port} is taken.*PORT=`)]);
}, 60_000);

test.each([
  ['a live key', { KOMOJU_SECRET_KEY: 'sk_live_1' }, 'sk_test_'],
  ['a port that is none', { PORT: 'many' }, 'PORT'],
  ['a table that is not there', { DYNAMODB_ENDPOINT: 'http://127.0.0.1:1' }, 'DYNAMODB_ENDPOINT'],
  ['a file for a directory', { DATA_DIR: 'package.json' }, 'DATA_DIR'],
])(
  '%s gives one line that says what to do',
  async (_, environment, mention) => {
    const failed = await fails({ ...environment });

    expect(failed.code).toBe(1);
    expect(ofOurs(failed.stderr)).toEqual([expect.stringContaining(mention)]);
  },
  60_000,
);
