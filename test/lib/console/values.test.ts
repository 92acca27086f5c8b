import { describe, expect, test } from '@jest/globals';
import { amountText, decimalText } from '../../../lib/console/pages/parts/amounts.ts';
import { csv } from '../../../lib/console/pages/parts/csv.ts';

/* Amounts as people read them, and tables as spreadsheets do. */

describe('an amount in the smallest unit', () => {
  test.each([
    [1100, 'JPY', '1100'],
    [0, 'JPY', '0'],
    [1050, 'USD', '10.50'],
    [5, 'USD', '0.05'],
    [-5, 'EUR', '-0.05'],
    [-1500, 'JPY', '-1500'],
    [1234, 'KWD', '1.234'],
    [999_999_999_999_999, 'USD', '9999999999999.99'],
  ])('%i %s is %s', (amount, currency, text) => {
    expect(decimalText(amount, currency)).toBe(text);
  });

  test.each([
    [1100, 'JPY', '¥1,100'],
    [2199, 'usd', '$21.99'],
    [1100, null, '1100'],
    [1100, '<b>', '1100'],
  ])('%i %s reads %s', (amount, currency, text) => {
    expect(amountText(amount, currency, 'en-US')).toBe(text);
  });
});

test('what a spreadsheet would take for a formula, and what would end a cell, is written as text', () => {
  const rows = [
    ['order', 'total'],
    ['=HYPERLINK("x")', -5],
    ['a,b', 1],
    ['@SUM', 2],
    ['two\nlines', 3],
  ];

  expect(csv(rows)).toBe(
    'order,total\r\n"\'=HYPERLINK(""x"")",-5\r\n"a,b",1\r\n\'@SUM,2\r\n"two\nlines",3\r\n',
  );
});
