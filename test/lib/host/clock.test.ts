import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createClock, latest } from '../../../lib/host/clock.ts';
import { UsageError } from '../../../lib/host/usage-error.ts';

let directory: string;
let file: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'clock-'));
  file = join(directory, 'clock.json');
});
afterEach(() => {
  rmSync(directory, { recursive: true });
});

test('what was advanced is there after a restart', () => {
  createClock(file).advance(1000);
  createClock(file).advance(500);

  expect(createClock(file).offsetMs()).toBe(1500);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test.each([8_640_000_000_000_000, Number.MAX_SAFE_INTEGER, latest])(
  'a move beyond the last date is refused and changes nothing: %p',
  (ms) => {
    const clock = createClock(file);
    clock.advance(1000);

    expect(() => {
      clock.advance(ms);
    }).toThrow(
      new UsageError('advanceMs: the clock cannot be moved beyond 9999-01-01T00:00:00.000Z.'),
    );
    expect([clock.offsetMs(), createClock(file).offsetMs()]).toEqual([1000, 1000]);
  },
);

test('nor by many moves', () => {
  const clock = createClock();
  const half = (latest - Date.now()) / 2;
  clock.advance(Math.floor(half));
  clock.advance(Math.floor(half) - 60_000);

  expect(() => {
    clock.advance(3_600_000);
  }).toThrow(UsageError);
  expect(new Date(clock.now()).getUTCFullYear()).toBe(9998);
});

test.each(['', '{"offsetMs":-1}', '{"offsetMs":"1"}'])(
  'a file that is damaged is refused, and kept: %p',
  (text) => {
    writeFileSync(file, text);

    expect(() => createClock(file)).toThrow(UsageError);
    expect(readFileSync(file, 'utf8')).toBe(text);
  },
);
