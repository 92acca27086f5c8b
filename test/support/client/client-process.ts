import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'esbuild';
import type { Call, Result } from './calls.ts';

/** How each client is started; `FILE` is the client in TypeScript with its host, as one file of JavaScript. */
const commands = {
  node: [process.execPath, 'FILE'],
  python: ['python3', '-B', 'test/support/client/host.py'],
  bun: ['bun', 'run', 'FILE'],
  deno: ['deno', 'run', '--allow-net', 'FILE'],
} as const;

export type Language = keyof typeof commands;

export const languages = Object.keys(commands) as Language[];

/** Whether this machine has what runs a client. */
export const isInstalled = (language: Language): boolean =>
  spawnSync(commands[language][0], ['--version'], { stdio: 'ignore' }).status === 0;

/** What `call` gives where the process died before it knew more. */
export type Died = 'died';

/** A client in a process of its own, as a shop has it. */
export type ClientProcess = {
  readonly call: (call: Omit<Call, 'id'>) => Promise<Result | Died>;
  /** Kills it, whatever it is doing, and starts another one. */
  readonly die: () => Promise<void>;
  readonly close: () => Promise<void>;
};

/** The client in TypeScript without its types, as a file that any of its hosts runs. */
async function bundled(folder: string): Promise<string> {
  const outfile = join(folder, 'client.mjs');
  const entryPoints = ['test/support/client/host.ts'];
  await build({ entryPoints, outfile, bundle: true, platform: 'node', format: 'esm' });
  return outfile;
}

/** A process that runs, and the calls that it has not answered. */
type Running = {
  readonly child: ChildProcess;
  readonly waiting: Map<number, (result: Result | Died) => void>;
};

function start(program: string, options: readonly string[]): Running {
  const child = spawn(program, options, { stdio: ['pipe', 'pipe', 'inherit'] });
  const waiting: Running['waiting'] = new Map();
  createInterface({ input: child.stdout }).on('line', (line) => {
    const result = JSON.parse(line) as Result;
    waiting.get(result.id)?.(result);
    waiting.delete(result.id);
  });
  child.once('close', () => {
    for (const give of waiting.values()) give('died');
    waiting.clear();
  });
  // A process that dies does not read what is still written to it.
  child.stdin.on('error', () => undefined);
  return { child, waiting };
}

/** Starts a client in one of its languages. Close it. */
export async function startClient(
  language: Language,
  { url, key, timeoutMs = 35_000 }: { url: string; key: string; timeoutMs?: number },
): Promise<ClientProcess> {
  const folder = await mkdtemp(join(tmpdir(), 'payment-gateway-client-'));
  const file = language === 'python' ? '' : await bundled(folder);
  const [program, ...options] = commands[language].map((word) => (word === 'FILE' ? file : word));
  const run = (): Running => start(program ?? '', [...options, url, key, String(timeoutMs)]);
  let [running, count] = [run(), 0];

  const end = async ({ child }: Running): Promise<void> => {
    const ended = once(child, 'close');
    child.kill('SIGKILL');
    await ended;
  };
  return {
    call: (call) =>
      new Promise((resolve) => {
        count += 1;
        const { child, waiting } = running;
        waiting.set(count, resolve);
        child.stdin?.write(`${JSON.stringify({ ...call, id: count })}\n`);
      }),
    die: async () => {
      const old = running;
      running = run();
      await end(old);
    },
    close: async () => {
      await end(running);
      await rm(folder, { recursive: true, force: true });
    },
  };
}
