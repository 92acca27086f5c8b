import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { operationIds } from '../../functions/operations.ts';
import { copyProject, type ProjectCopy } from '../support/project-copy.ts';

/* Somebody changes a function while the system runs, in a copy of the project. */

const file = 'functions/gateway/health.ts';

let copy: ProjectCopy;
let child: ChildProcess;
let lines: AsyncIterator<string>;
let url: string;
beforeAll(async () => {
  const parts = ['bin', 'functions', 'lib', 'cdk.json', 'package.json', 'tsconfig.json'];
  copy = await copyProject('reload', parts);
  child = spawn('node', ['bin/run.cjs', 'bin/local.ts'], {
    cwd: copy.path('.'),
    env: { ...process.env, PORT: '0' },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  if (child.stdout === null) throw new Error('It prints nothing.');
  lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  url = (await lineWith('Gateway ready: ')).split(': ')[1] ?? '';
  await lineWith('Ctrl-C');
}, 120_000);
afterAll(async () => {
  const ended = once(child, 'exit');
  child.kill('SIGINT');
  await ended;
  await copy.remove();
});

/** The next line that holds these words. */
async function lineWith(words: string): Promise<string> {
  for (;;) {
    const line = await lines.next();
    if (line.done === true) throw new Error(`It ended without a line with: ${words}`);
    if (line.value.includes(words)) return line.value;
  }
}

const original = readFileSync(file, 'utf8');
const change = (text: string): void => {
  writeFileSync(copy.path(file), text);
};

async function health(): Promise<string> {
  const headers = { authorization: 'Bearer gk_local_admin' };
  return (await fetch(`${url}/gateway/v1/health`, { headers })).text();
}

test('a changed function answers from the next request on', async () => {
  expect(await health()).not.toContain('changed');

  change(original.replaceAll("'ok'", "'changed'"));

  expect(await lineWith('Reloaded')).toMatch(
    /^Reloaded 1 function after a change of functions\/gateway\/health\.ts, in \d+\.\d s\.$/,
  );
  expect(await health()).toContain('changed');
}, 120_000);

test('a changed file is taken by every function that holds it, and by no other', async () => {
  const shared = 'functions/ledger/quarantine.ts';
  writeFileSync(copy.path(shared), `${readFileSync(shared, 'utf8')}\n`);

  // Nothing of it runs but a payment's create, of which the start has made a process.
  expect(await lineWith('Reloaded')).toMatch(
    /^Reloaded [1-9] functions? .*; \d+ functions that nobody/,
  );
  const [, count = '0'] = /^Reloaded (\d+) functions more/.exec(await lineWith('more')) ?? [];
  expect(Number(count)).toBeGreaterThan(10);
  expect(Number(count)).toBeLessThan(operationIds.length);
  expect(await health()).toContain('changed');
}, 120_000);

test('a change that does not build leaves what was there, and the next one is taken', async () => {
  change(`${original}\nconst = 1;\n`);
  expect(await lineWith('does not build')).toContain('the functions from before go on');
  expect(await health()).toContain('changed');

  change(original);
  await lineWith('Reloaded');
  expect(await health()).not.toContain('changed');
}, 120_000);
