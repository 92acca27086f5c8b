import { createHash } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { makeKey } from '../../../../lib/cli/callers/new-key.ts';

test.each(['live', 'test'] as const)('a key of the mode %s is told by its beginning', (mode) => {
  const { key, hash } = makeKey(mode);

  expect(key).toMatch(new RegExp(`^gk_${mode}_[A-Za-z0-9]{22}$`));
  expect(hash).toBe(createHash('sha256').update(key).digest('hex'));
});

test('it stays in one line of Basic credentials: Ruby’s MIME Base64 breaks them after 60 characters', () => {
  expect(Buffer.from(`${makeKey('live').key}:`).toString('base64').length).toBeLessThanOrEqual(60);
});

test('every letter and digit comes up, and no key twice', () => {
  const keys = Array.from({ length: 500 }, () => makeKey('test').key.slice(8));

  expect(new Set(keys).size).toBe(keys.length);
  expect(new Set(keys.join('')).size).toBe(62);
});
