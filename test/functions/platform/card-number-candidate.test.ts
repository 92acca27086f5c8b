import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { letters, mayHoldCardNumber } from '../../../functions/platform/card-number/candidate.ts';
import { kindOf, letter } from '../../../functions/platform/card-number/characters.ts';
import { findCardNumbers } from '../../../functions/platform/card-number/find.ts';

/** What card numbers are written with, and what is beside them. */
const pieces = [
  ...['4', '1', '11', '1111', '4111111111111111', '４', '\u{1d7cf}', '\\u0034', '\\ud835\\udfcf'],
  ...[' ', '-', '.', ':', '"', ',', '\\', '\\n', '\\"', '\\/', '\\u00a0', '\\u004', '/', '\u0301'],
  ...['a', 'u', 'n', '\u00e9', '\u3042', '\u6f22', '\u30fc', '\u3164', '\ud835', '2026-06-17'],
];
const texts = fc
  .array(fc.oneof(fc.constantFrom(...pieces.slice(0, 10)), fc.constantFrom(...pieces)), {
    minLength: 1,
    maxLength: 24,
  })
  .map((parts) => parts.join(''));

test('what the search finds is a candidate', () => {
  fc.assert(
    fc.property(texts, fc.boolean(), (text, isJson) => {
      fc.pre(findCardNumbers(text, isJson).isFound);
      expect(mayHoldCardNumber(text)).toBe(true);
    }),
    { numRuns: 3_000 },
  );
});

test('every letter that ends a candidate ends a number', () => {
  const isLetter = new RegExp(`[${letters}]`);
  const codes = Array.from({ length: 0x1_00_00 }, (_, code) => code);
  const ends = codes.filter((code) => isLetter.test(String.fromCharCode(code)));

  expect(ends.length).toBeGreaterThan(27_000);
  expect(ends.filter((code) => kindOf(code) !== letter)).toEqual([]);
});

test.each([
  ['twelve digits', '123456789012', false],
  ['thirteen digits', '1234567890123', true],
  ['a letter between them', '1234567a890123', false],
  ['a letter of Japanese between them', '1234567\u6f22890123', false],
  ['an escape between them', String.raw`1234567\n890123`, true],
  ['a letter behind an escaped backslash', String.raw`12345678\\n9012`, false],
  ['a time', '2030-01-01T00:00:00Z', false],
])('%s: candidate or not', (_, text, is) => {
  expect(mayHoldCardNumber(text)).toBe(is);
});

test.each([
  ['twelve digits far apart, again and again', `${`4${' '.repeat(90)}`.repeat(12)}a`],
  ['backslashes', '\\'],
  ['no digit at all', '-'],
])('%s cost no more than their length', (_, part) => {
  const text = part.repeat(Math.ceil(400_000 / part.length));
  const before = process.cpuUsage();
  mayHoldCardNumber(text);
  const { user, system } = process.cpuUsage(before);

  // A pattern that goes back would take minutes.
  expect((user + system) / 1000).toBeLessThan(1_000);
});
