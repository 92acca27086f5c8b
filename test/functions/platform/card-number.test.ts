import { describe, expect, test } from '@jest/globals';
import {
  hasCardNumber,
  maskCardNumbers,
  maskCardNumbersInJson,
} from '../../../functions/platform/card-number.ts';

describe('a card number is found', () => {
  test.each([
    ['alone', '4111111111111111'],
    ['in JSON', '{"description":"4111 1111 1111 1111"}'],
    ['as a number', '{"n":5555555555554444}'],
    ['of American Express', '378282246310005'],
    ['of American Express, as it is printed', '3782 822463 10005'],
    ['of Diners', '30569309025904'],
    ['of JCB', '3530111333300000'],
    ['of Mastercard’s newer range', '2221000000000009'],
    ['of 19 digits', '6304000000000000000'],
    ['of 13 digits', '4222222222222'],
    ['after one with a wrong check digit', '4111111111111112 then 4111111111111111'],
    ['in a sentence', 'My card is 4111111111111111.'],
    ['with its expiry', '4111111111111111 12/28'],
    ['with its expiry and verification value', '4111_1111_1111_1111_2030_12_123'],
    ['with its verification value', '4111 1111 1111 1111 123'],
    ['after another number', 'order 23 4111 1111 1111 1111'],
    ['after many others', `${'1 '.repeat(40)}4111 1111 1111 1111`],
    ['behind a word', 'card4111111111111111'],
    ['within words', 'mycard4111111111111111isvaliduntil1230'],
    ['behind an id', 'pm_5e4111111111111111c0f 4111111111111111'],
    [
      'behind an id that it is part of, with an expiry',
      'a1b2c3d4e5f6a7b8c4111111111111111 12/30 123',
    ],
    ['at the end of a longer number, with an expiry', '00004111111111111111 12/30'],
    ['in full width', '４１１１１１１１１１１１１１１１'],
    ['in full width, with blanks of full width', '４１１１　１１１１　１１１１　１１１１'],
    ['in Arabic-Indic digits', '٤١١١١١١١١١١١١١١١'],
    ['in Devanagari digits', '४१११११११११११११११'],
    ['in mathematical digits', `\u{1d7d2}${'\u{1d7cf}'.repeat(15)}`],
    ['in circled digits', `④${'①'.repeat(15)}`],
    ['in raised digits', `⁴${'¹'.repeat(15)}`],
    ['in digits of two scripts', '٤１١1１١1１١1１١1１١1'],
    ['with zero-width joiners', Array.from('4111111111111111').join('\u200d')],
    ['with zero-width spaces in some places', '41\u200b11 111\u200b1 1111 1111'],
    ['with combining marks', Array.from('4111111111111111').join('\u0301')],
    ['with many combining marks', `4111${'\u0336'.repeat(200)}111111111111`],
    ['with soft hyphens', '4111\u00ad1111\u00ad1111\u00ad1111'],
    ['with Hangul fillers, which nobody sees', '4111\u31641111\u31641111\u31641111'],
    ['with blanks that do not break', '4111\u00a01111\u00a01111\u00a01111'],
    ['with dots', '4111.1111.1111.1111'],
    ['with slashes', '4111/1111/1111/1111'],
    ['with underscores', '4111_1111_1111_1111'],
    ['with commas', '4111, 1111, 1111, 1111'],
    ['with plus signs', '4111+1111+1111+1111'],
    ['with en dashes', '4111\u20131111\u20131111\u20131111'],
    ['with the prolonged sound marks of Japanese', '4111ー1111ー1111ー1111'],
    ['with mixed separators', '4111.1111 / 1111 -- 1111'],
    ['with many separators', '4111     1111 ------ 1111\n\n\n\n1111'],
    ['digit by digit', Array.from('4111111111111111').join(' ')],
    ['digit by digit, after another one', Array.from('14111111111111111').join('-')],
    ['in pairs', '41-11-11-11-11-11-11-11'],
    ['in pairs, after another number', 'No. 23: 41-11-11-11-11-11-11-11'],
    ['in groups that nobody uses', '411 11111-11/111111'],
    ['in groups that nobody uses, with an expiry', '411 11111-11/111111 12/30 123'],
    ['with escapes of JSON', String.raw`{"description":"card:\n4111111111111111"}`],
    ['split by escapes', String.raw`{"description":"4111\/1111\u00a01111\t1111"}`],
    ['in escapes', String.raw`{"description":"\u0034\u003111111111111111"}`],
    ['in escaped pairs', String.raw`{"description":"\ud835\udfd2111111111111111"}`],
    ['behind a backslash', String.raw`\4111111111111111`],
  ])('%s: %s', (_, text) => {
    expect(hasCardNumber(text)).toBe(true);
    expect(hasCardNumber(maskCardNumbers(text))).toBe(false);
  });
});

describe('none is', () => {
  test.each([
    ['nothing', ''],
    ['an amount', '{"amount":1000}'],
    ['an id', 'pm_5e4111111111111111c0f6b12ab34cd'],
    [
      'ids',
      '{"id":"pm_a1b24111111111111111cd34ef56a7b8","url":"co_1f5555555555554444ab12cd34ef56a7"}',
    ],
    ['an order number', '20260617081522'],
    ['a number with a wrong check digit', '4111111111111112'],
    ['a fraction', '0.4111111111111111'],
    ['a decimal', '4111.111111111111'],
    ['coordinates', '35.681236, 139.767129'],
    ['two dates', '30/06/2026 - 05/07/2026'],
    ['a time', '2026-06-17 22:30:15.123456+09:00'],
    ['20 digits', '41111111111111111111'],
    ['a number that begins like no issuer’s', '1111111111111117'],
    ['another one', '9111111111111111'],
    ['digits apart', '4111 is 1111 and 1111 or 1111'],
    ['a backslash and digits', String.raw`{"a backslash":"\\u003411111111111111"}`],
    ['the last four', '{"last_four_digits":"1111"}'],
  ])('%s: %s', (_, text) => {
    expect(hasCardNumber(text)).toBe(false);
    expect(maskCardNumbers(text)).toBe(text);
  });
});

describe('a mask', () => {
  test.each([
    ['4111111111111111', '411111••••••1111'],
    ['378282246310005', '378282•••••0005'],
    ['6304000000000000000', '630400•••••••••0000'],
    ['4111 1111 1111 1111', '4111 11•• •••• 1111'],
    ['a 4111111111111111 b 5555555555554444 c', 'a 411111••••••1111 b 555555••••••4444 c'],
    ['41\u200b11111111111111', '41\u200b1111••••••1111'],
  ])('of %s leaves six digits and four: %s', (text, masked) => {
    expect(maskCardNumbers(text)).toBe(masked);
  });

  test.each([
    ['{ "a" : "4111111111111111" }', '{ "a" : "411111••••••1111" }'],
    ['{"a":4111111111111111,"b":1}', '{"a":"411111••••••1111","b":1}'],
    ['[-4111111111111111]', '["-411111••••••1111"]'],
    ['4111111111111111', '"411111••••••1111"'],
    ['{"4111111111111111":[]}', '{"411111••••••1111":[]}'],
    [
      String.raw`"\u0034${'1'.repeat(9)}\u00311\u0031\u003111"`,
      String.raw`"\u003411111••••••\u0031\u003111"`,
    ],
    [String.raw`"say \"4111\" 1111\\1111\t1111"`, String.raw`"say \"4111\" 11••\\••••\t1111"`],
    ['[4111,1111,1111,1111]', '[4111,1111,1111,1111]'],
    ['["4111","1111","1111","1111"]', '["4111","1111","1111","1111"]'],
    ['{"4111":1111,"1111":1111}', '{"4111":1111,"1111":1111}'],
  ])('in JSON leaves JSON: %s', (json, masked) => {
    expect(maskCardNumbersInJson(json)).toBe(masked);
    expect(() => void JSON.parse(masked)).not.toThrow();
  });
});
