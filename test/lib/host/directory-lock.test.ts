import { fork, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { lockDirectory } from '../../../lib/host/directory-lock.ts';
import { UsageError } from '../../../lib/host/usage-error.ts';

let parent: string;
let directory: string;
let lock: string;
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'claim-'));
  directory = join(parent, 'made', 'here');
  lock = join(directory, 'lock');
});
/** The processes that the lock names. */
const ownersOf = (place: string): number[] =>
  readdirSync(place).map((name) => Number.parseInt(name, 10));

afterEach(() => {
  rmSync(parent, { recursive: true });
});

test('a directory is made, for its owner alone, and held until it is released', () => {
  const release = lockDirectory(directory);

  expect(statSync(directory).mode & 0o777).toBe(0o700);
  expect(ownersOf(lock)).toEqual([process.pid]);

  release();
  expect(existsSync(lock)).toBe(false);
});

test('refuses a second claim, and names the process that has it', () => {
  const release = lockDirectory(directory);

  expect(() => lockDirectory(directory)).toThrow(`process ${process.pid}`);
  expect(ownersOf(lock)).toEqual([process.pid]);
  release();
});

test.each([
  ['that is a file', () => join(parent, 'file')],
  ['below a file', () => join(parent, 'file', 'inner')],
  ['where nobody can make one', () => join('/proc', 'payment-gateway', 'inner')],
])('a directory %s is refused, in one line', (_which, place) => {
  writeFileSync(join(parent, 'file'), '');

  expect(() => lockDirectory(place())).toThrow(UsageError);
  expect(() => lockDirectory(place())).toThrow(/^DATA_DIR cannot be used \(.*\)\. Choose another/);
});

const deadPid = (): number => spawnSync(process.execPath, ['-e', '']).pid;

test.each([
  ['of a process that is gone', () => [`${deadPid()}-1`]],
  ['that two left behind', () => [`${deadPid()}-1`, `${deadPid()}-2`]],
  ['that names nobody', () => ['owner']],
  ['that is empty', () => []],
])('a lock %s is taken over', (_whose, owners) => {
  mkdirSync(lock, { recursive: true });
  for (const owner of owners()) writeFileSync(join(lock, owner), '');

  const release = lockDirectory(directory);

  expect(ownersOf(lock)).toEqual([process.pid]);
  release();
  expect(readdirSync(directory)).toEqual([]);
});

test('a lock of an older version is refused, in one line that says what to do', () => {
  mkdirSync(directory, { recursive: true });
  writeFileSync(lock, '1');

  expect(() => lockDirectory(directory)).toThrow(/^DATA_DIR cannot be used \(.*lock .*delete it\)/);
  expect(readdirSync(directory)).toEqual(['lock']);
});

/** Takes the lock, or releases it, whenever it is told to. */
const taker = (directory_: string): string => `
  import { lockDirectory } from ${JSON.stringify(pathToFileURL('lib/host/directory-lock.ts').href)};
  let release = () => {};
  process.on('message', (word) => {
    if (word === 'release') return release();
    try {
      release = lockDirectory(${JSON.stringify(directory_)});
      process.send('mine');
    } catch (error) {
      process.send(/in use by process/.test(error.message) ? 'in use' : error.message);
    }
  });
  process.send('ready');`;

let processes: ChildProcess[] = [];
afterEach(() => {
  for (const each of processes.splice(0)) each.kill('SIGKILL');
});

test('of many processes that take over a dead one’s lock at once, exactly one gets it', async () => {
  const script = join(parent, 'take.mts');
  writeFileSync(script, taker(directory));
  const loader = pathToFileURL('node_modules/tsx/dist/loader.mjs').href;
  processes = Array.from({ length: 6 }, () => fork(script, { execArgv: ['--import', loader] }));
  const words = () =>
    Promise.all(processes.map(async (each) => ((await once(each, 'message')) as [string])[0]));
  const dead = `${deadPid()}-1`;
  await words();

  for (let round = 0; round < 30; round += 1) {
    mkdirSync(lock, { recursive: true });
    writeFileSync(join(lock, dead), '');
    const said = words();
    for (const each of processes) each.send('take');
    expect((await said).sort()).toEqual([...Array<string>(5).fill('in use'), 'mine']);
    for (const each of processes) each.send('release');
    while (existsSync(lock)) await wait(1);
  }
}, 30_000);
