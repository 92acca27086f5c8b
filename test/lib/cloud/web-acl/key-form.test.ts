import { describe, expect, test } from '@jest/globals';
import { keyIn } from '../../../../functions/gateway/authorize.ts';
import { makeKey } from '../../../../lib/cli/callers/new-key.ts';
import { keyForm } from '../../../../lib/cloud/web-acl/key-form.ts';

/* Which Authorization headers are taken for a caller's, beside what the authorizer and the command for callers do. */

const inBase64 = (text: string): string => Buffer.from(text).toString('base64');
const keys = Array.from({ length: 200 }, () => makeKey('test').key);

/** How clients write a key: each of them is one that the authorizer reads. */
const writings: readonly [string, (key: string) => string][] = [
  ['Basic key:', (key) => `Basic ${inBase64(`${key}:`)}`],
  ['Basic key', (key) => `Basic ${inBase64(key)}`],
  ['Basic key: without padding', (key) => `Basic ${inBase64(`${key}:`).replaceAll('=', '')}`],
  ['BASIC key:', (key) => `BASIC ${inBase64(`${key}:`)}`],
  ['key: without a word', (key) => inBase64(`${key}:`)],
  ['key without a word', inBase64],
  ['Bearer key', (key) => `Bearer ${key}`],
  ['bearer key', (key) => `bearer ${key}`],
];

/** What is counted by its address, though the authorizer may read some of it. */
const others: readonly [string, (key: string) => string][] = [
  ['a password', (key) => `Basic ${inBase64(`${key}:a`)}`],
  ['a password that begins as padding does', (key) => `Basic ${inBase64(`${key}:\u0001`)}`],
  ['more behind the padding', (key) => `Basic ${inBase64(`${key}:`)}a`],
  ['another colon', (key) => `Basic ${inBase64(`${key}::`)}`],
  ['more in front', (key) => `Basic ${inBase64(`a${key}:`)}`],
  ['a key in a Bearer token that goes on', (key) => `Bearer ${key}a`],
  ['a key of the other mode', (key) => `Bearer ${key.replace('test', 'live')}`],
  ['the same in Base64', (key) => `Basic ${inBase64(`${key.replace('test', 'live')}:`)}`],
  ['two headers', (key) => `Bearer ${key}, Bearer ${key}`],
  ['nothing', () => ''],
];

describe('every new key is taken for one', () => {
  test.each(writings)('as %s', (_what, write) => {
    for (const key of keys) {
      expect(keyIn([write(key)])).toBe(key);
      expect(write(key)).toMatch(new RegExp(keyForm('test')));
    }
  });
});

describe('no key is taken for one', () => {
  test.each(others)('with %s', (_what, write) => {
    for (const key of keys) expect(write(key)).not.toMatch(new RegExp(keyForm('test')));
  });
});

test('a live key is one of a live stack', () => {
  const { key } = makeKey('live');

  expect(`Basic ${inBase64(`${key}:`)}`).toMatch(new RegExp(keyForm('live')));
  expect(`Bearer ${key}`).toMatch(new RegExp(keyForm('live')));
});
