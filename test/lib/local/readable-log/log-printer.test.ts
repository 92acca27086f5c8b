import { expect, test } from '@jest/globals';
import { logPrinter, type LogStyle } from '../../../../lib/local/readable-log/log-printer.ts';

const line = JSON.stringify({
  time: '2026-11-28T12:03:04.000Z',
  operation: 'gateway.health',
  status: 200,
  outcome: 'done',
});

const pass = JSON.stringify({
  time: '2026-11-28T12:03:04.000Z',
  operation: 'gateway.authorize',
  outcome: 'done',
});

function printed(style: LogStyle, isTerminal?: boolean): string[] {
  const lines: string[] = [];
  const out = (text: string) => void lines.push(text);
  const print = logPrinter(
    { out, error: out, ...(isTerminal !== undefined && { isTerminal }) },
    style,
  );
  print(pass);
  print(line);
  return lines;
}

const escape = '\u001b[';

test('as JSON it prints exactly the lines of the log, every one', () => {
  expect(printed({ logFormat: 'json', wantsColours: true }, true)).toEqual([pass, line]);
});

test('for people it prints what tells something, in colours on a terminal', () => {
  const lines = printed({ logFormat: 'readable', wantsColours: true }, true);

  expect(lines).toEqual([expect.stringContaining('200 done')]);
  expect(lines[0]).toContain(escape);
});

test.each([
  ['a terminal whose user wants none', { wantsColours: false }, true],
  ['a file or a pipe', { wantsColours: true }, false],
  ['something unknown', { wantsColours: true }, undefined],
])('there is no colour for %s', (_, { wantsColours }, isTerminal) => {
  const lines = printed({ logFormat: 'readable', wantsColours }, isTerminal);

  expect(lines).toEqual([expect.stringContaining('200 done')]);
  expect(lines[0]).not.toContain(escape);
});
