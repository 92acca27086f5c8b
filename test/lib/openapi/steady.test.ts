import { expect, test } from '@jest/globals';
import { steady } from '../../../lib/openapi/examples/steady.ts';

const now = Date.parse('2026-11-28T12:00:00Z');

test.each([
  ['op_99ASNAFGFDGQZFB37CRA2PR767', 'op_00000000000000000000000001'],
  ['tok_9vrs1ng4f85cvgq95y982a7zf', 'tok_example000000000000000001'],
  ['8151590f-9399-4fad-9ad5-3af6a2fae4fa', '00000000-0000-4000-8000-000000000001'],
  ['pm_0123456789abcdef0123456789abcdef', `pm_${'0'.repeat(31)}1`],
  ['2026-11-28T12:00:07Z', '2026-01-15T03:00:00Z'],
  ['2026-11-28T21:00:07.123+09:00', '2026-01-15T12:00:00.000+09:00'],
  ['2026-12-01T14:59:59Z', '2026-01-18T14:59:59Z'],
  ['2030-12-31T23:59:59+09:00', '2030-12-31T23:59:59+09:00'],
])('%s becomes %s', (text, expected) => {
  expect(steady(`"${text}"`, now)).toBe(`"${expected}"`);
});

test('the same id becomes the same one, and another one another', () => {
  const [one, other] = ['9vrs1ng4f85cvgq95y982a7zf', '8vrs1ng4f85cvgq95y982a7zf'];

  const [first, second, again] = steady([one, other, one].join(' '), now).split(' ');

  expect(first).toBe(again);
  expect(second).not.toBe(first);
});
