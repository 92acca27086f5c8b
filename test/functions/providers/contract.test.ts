import { describe, expect, test } from '@jest/globals';
import { contradicts } from '../../../functions/providers/contract.ts';

const told = { object: 'pay', payment: 'pay', amount: 1000, currency: 'JPY', reference: 'op_1' };
const expected = { payment: 'pay', amount: 1000, currency: 'JPY', reference: 'op_1' };

describe('an answer', () => {
  test('that says what was asked for contradicts nothing', () => {
    expect(contradicts(told, expected)).toBe(false);
  });

  test.each([
    ['reference', { reference: 'op_2' }],
    ['payment', { payment: 'other' }],
    ['amount', { amount: 999 }],
    ['currency', { currency: 'USD' }],
  ])('with another %s contradicts', (_, other) => {
    expect(contradicts({ ...told, ...other }, expected)).toBe(true);
  });

  test.each(['payment', 'amount', 'currency', 'reference'] as const)(
    'that says nothing of the %s contradicts nothing',
    (member) => {
      expect(contradicts({ ...told, [member]: undefined }, expected)).toBe(false);
    },
  );

  test('about what was not asked contradicts nothing', () => {
    expect(contradicts(told, { reference: 'op_1' })).toBe(false);
  });

  test('may write the currency in other letters', () => {
    expect(contradicts({ ...told, currency: 'jpy' }, expected)).toBe(false);
  });

  test('of another object than the payment contradicts nothing: a refund has an id of its own', () => {
    expect(contradicts({ ...told, object: 'refund' }, expected)).toBe(false);
  });
});
