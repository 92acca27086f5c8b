import { expect, test } from '@jest/globals';
import { UsageError } from '../../../lib/host/usage-error.ts';
import { readStartOptions, type StartOptions } from '../../../lib/local/start-options.ts';

const printed: string[] = [];
const print = {
  out: (line: string) => printed.push(line),
  error: (line: string) => printed.push(`error: ${line}`),
};
const read = (...words: string[]): StartOptions | undefined => readStartOptions(words, print);

test('nothing need be typed', () => {
  expect(read()).toEqual({});
});

test('a place for events', () => {
  const forwardTo = 'http://localhost:8080/webhooks';

  expect(read('--forward-to', forwardTo)).toEqual({ forwardTo });
});

test('the help is printed, and nothing is started', () => {
  expect(read('--help')).toBeUndefined();
  expect(printed.join('\n')).toContain('npm start -- --forward-to http://localhost:8080/webhooks');
});

test.each([
  [['--forward-to', 'localhost:8080'], '--forward-to localhost:8080 is no address'],
  [['--forward-to', '/webhooks'], '--forward-to /webhooks is no address'],
  [['--forward-to'], 'argument missing'],
  [['--forward'], "unknown option '--forward'"],
  // As npm passes it on where the two dashes were left out.
  [['http://localhost:8080'], 'too many arguments'],
])('%j gets one line, and what to type', (words, why) => {
  printed.length = 0;
  let message = '';
  try {
    read(...words);
  } catch (error) {
    expect(error).toBeInstanceOf(UsageError);
    ({ message } = error as UsageError);
  }

  expect(message).toContain(why);
  expect(message).toContain('Try npm start -- --forward-to http://localhost:8080/webhooks');
  expect(message).not.toContain('\n');
  expect(printed).toEqual([]);
});
