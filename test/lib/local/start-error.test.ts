import { describe, expect, test } from '@jest/globals';
import { startError } from '../../../lib/local/start-error.ts';
import { UsageError } from '../../../lib/host/usage-error.ts';

const listening = (code: string, port: number): Error =>
  Object.assign(new Error(`listen ${code}`), { code, port });

describe('a port that cannot be had', () => {
  test.each([
    ['EADDRINUSE', 3000, 3000, /^Port 3000 is taken\. .*: PORT=3100$/],
    ['EADDRINUSE', 3001, 3000, /^Port 3001 is taken\. .*: SIMULATOR_PORT=3101$/],
    ['EADDRINUSE', 65_435, 65_435, /: PORT=65335$/],
    ['EADDRINUSE', 65_535, 3000, /: SIMULATOR_PORT=65435$/],
    ['EACCES', 80, 80, /^Port 80 .*: PORT=3080$/],
  ])('gives one line with another: %s %d', (code, port, own, line) => {
    expect(startError(listening(code, port), { port: own })).toMatch(line);
  });
});

test('what its reader can put right is told without a stack, and a defect with it', () => {
  const defect = new Error('a defect');

  expect(startError(new UsageError('Fix it.'), undefined)).toBe('Fix it.');
  expect(startError(defect, undefined)).toBe(defect.stack);
  expect(startError('thrown text', undefined)).toBe('thrown text');
});
