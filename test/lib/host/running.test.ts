import { spawnSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { findRunning, forgetRunning, noteRunning, readRunning } from '../../../lib/host/running.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'running-'));
  file = join(folder, 'note.json');
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const url = 'http://127.0.0.1:3001';

test('a system is found where it was noted, by its owner alone', () => {
  noteRunning(url, file);

  expect(readRunning(file)).toEqual({ pid: process.pid, simulatorUrl: url });
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test('a system whose process is gone is not found: another may listen at its port', () => {
  const { pid } = spawnSync(process.execPath, ['--version']);
  writeFileSync(file, JSON.stringify({ pid, simulatorUrl: url }));
  const gone = findRunning(file);

  noteRunning(url, file);

  expect([readRunning(file)?.pid, gone]).toEqual([process.pid, undefined]);
  expect(findRunning(file)?.simulatorUrl).toBe(url);
});

test('a link of that name is replaced, and what it led to stays', () => {
  const other = join(folder, 'other');
  writeFileSync(other, 'kept');
  symlinkSync(other, file);

  noteRunning(url, file);

  expect(readFileSync(other, 'utf8')).toBe('kept');
  expect(readRunning(file)?.simulatorUrl).toBe(url);
});

test('a note that cannot be written hinders nothing, and leaves nothing', () => {
  mkdirSync(file);

  noteRunning(url, file);

  expect(readdirSync(folder)).toEqual(['note.json']);
  expect(findRunning(file)).toBeUndefined();
});

test('nothing is found before it starts and after it ends', () => {
  expect(readRunning(file)).toBeUndefined();

  noteRunning(url, file);
  forgetRunning(file);

  expect(readRunning(file)).toBeUndefined();
});

test('what another system has noted since is left alone', () => {
  writeFileSync(file, JSON.stringify({ pid: process.pid + 1, simulatorUrl: url }));

  forgetRunning(file);

  expect(readRunning(file)?.pid).toBe(process.pid + 1);
});

test.each(['', '{', '{}', '{"pid":"1","simulatorUrl":"x"}'])(
  'a broken note is none: %j',
  (text) => {
    writeFileSync(file, text);

    expect(readRunning(file)).toBeUndefined();
  },
);
