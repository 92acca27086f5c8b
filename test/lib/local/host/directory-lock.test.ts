import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { lockDirectory } from '../../../../lib/local/host/directory-lock.ts';
import { UsageError } from '../../../../lib/local/host/usage-error.ts';

let parent: string;
let directory: string;
let lock: string;
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'claim-'));
  directory = join(parent, 'made', 'here');
  lock = join(directory, 'lock');
});
afterEach(() => {
  rmSync(parent, { recursive: true });
});

test('a directory is made, for its owner alone, and held until it is released', () => {
  const release = lockDirectory(directory);

  expect(statSync(directory).mode & 0o777).toBe(0o700);
  expect(readFileSync(lock, 'utf8')).toBe(String(process.pid));

  release();
  expect(existsSync(lock)).toBe(false);
});

test('refuses a second claim, and names the process that has it', () => {
  const release = lockDirectory(directory);

  expect(() => lockDirectory(directory)).toThrow(`process ${process.pid}`);
  expect(readFileSync(lock, 'utf8')).toBe(String(process.pid));
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

test.each([
  ['of a process that is gone', () => String(spawnSync(process.execPath, ['-e', '']).pid)],
  ['that was never finished', () => ''],
])('a lock %s is taken over', (_whose, contents) => {
  lockDirectory(directory)();
  writeFileSync(lock, contents());

  const release = lockDirectory(directory);

  expect(readFileSync(lock, 'utf8')).toBe(String(process.pid));
  release();
});
