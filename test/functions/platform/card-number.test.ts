import { describe, expect, test } from '@jest/globals';
import { hasCardNumber, isLuhn } from '../../../functions/platform/card-number.ts';

describe('a check digit', () => {
  test.each([
    ['4111111111111111', true],
    ['4111111111111112', false],
    ['378282246310005', true],
    ['30569309025904', true],
    ['79927398713', true],
    ['79927398710', false],
    ['0', true],
  ])('of %s is right: %s', (digits, isRight) => {
    expect(isLuhn(digits)).toBe(isRight);
  });
});

describe('a text', () => {
  test.each([
    '4111111111111111',
    '{"description":"4111 1111 1111 1111"}',
    '{"description":"4111-1111-1111-1111, thank you"}',
    '{"n":5555555555554444}',
    'amex 378282246310005',
    'diners 30569309025904',
    'jcb 3530111333300000',
    'mastercard 2221000000000009',
    '19 digits 6304000000000000000',
    'first 4111111111111112 then 4111111111111111',
    'My card is 4111111111111111.',
    '4111111111111111 12/28',
    '4111 1111 1111 1111 123',
    'order 23 4111111111111111',
    'card4111111111111111',
    String.raw`{"description":"card:\n4111111111111111"}`,
    String.raw`{"description":"\u30004111111111111111"}`,
    String.raw`{"description":"\u0034\u003111111111111111"}`,
    String.raw`{"description":"4111\u00a01111\u00a01111\u00a01111"}`,
    String.raw`{"description":"4111\/1111\/1111\/1111"}`,
    String.raw`\4111111111111111`,
    '4111\u00a01111\u00a01111\u00a01111',
    '4111/1111/1111/1111',
    '4111.1111.1111.1111',
    '4111_1111_1111_1111',
    '4111  1111  1111  1111',
    '4111 - 1111 - 1111 - 1111',
    '4111\u20131111\u20131111\u20131111',
    '４１１１１１１１１１１１１１１１',
    '４１１１　１１１１　１１１１　１１１１',
    `${'1 '.repeat(40)}4111 1111 1111 1111`,
    'mycard4111111111111111isvaliduntil1230',
    '4111_1111_1111_1111_2030_12_123',
    'pm_5e4111111111111111c0f 4111111111111111',
  ])('holds a card number: %s', (text) => {
    expect(hasCardNumber(text)).toBe(true);
  });

  test.each([
    '',
    'pm_5e4111111111111111c0f6b12ab34cd',
    '{"id":"pm_a1b24111111111111111cd34ef56a7b8","url":"https://payge.co/co_1f5555555555554444ab12cd34ef56a7"}',
    '{"amount":1000}',
    'wrong check digit 4111111111111112',
    'a decimal 0.4111111111111111',
    '13 digits 4222222222222',
    '20 digits 41111111111111111111',
    'first digit of no network 1111111111111117',
    'first digit of no network 9111111111111111',
    'a decimal 4111.111111111111',
    'other grouping 4111, 1111, 1111, 1111',
    String.raw`{"a backslash":"\\u003411111111111111"}`,
    '{"last_four_digits":"1111"}',
    '1 '.repeat(100_000),
    '1.'.repeat(100_000),
    '1'.repeat(200_000),
    '1    '.repeat(40_000),
    String.raw`\u0031`.repeat(30_000),
  ])('holds none: %s', (text) => {
    expect(hasCardNumber(text)).toBe(false);
  });
});
