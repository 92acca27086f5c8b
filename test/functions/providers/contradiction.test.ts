import { describe, expect, test } from '@jest/globals';
import { contradicts } from '../../../functions/providers/contradiction.ts';

const object = { id: 'pay', resource: 'pay', amount: 1000, currency: 'JPY', reference: 'op_1' };
const expected = { resource: 'pay', amount: 1000, currency: 'JPY', reference: 'op_1' };

describe('an answer', () => {
  test('that says what was asked for contradicts nothing', () => {
    expect(contradicts(object, expected)).toBe(false);
  });

  test.each([
    ['reference', { reference: 'op_2' }],
    ['payment', { resource: 'other' }],
    ['amount', { amount: 999 }],
    ['currency', { currency: 'USD' }],
  ])('with another %s contradicts', (_, other) => {
    expect(contradicts({ ...object, ...other }, expected)).toBe(true);
  });

  test.each(['resource', 'amount', 'currency', 'reference'] as const)(
    'that says nothing of the %s contradicts nothing',
    (member) => {
      expect(contradicts({ ...object, [member]: undefined }, expected)).toBe(false);
    },
  );

  test('about what was not asked contradicts nothing', () => {
    expect(contradicts(object, { reference: 'op_1' })).toBe(false);
  });

  test('may write the currency in other letters', () => {
    expect(contradicts({ ...object, currency: 'jpy' }, expected)).toBe(false);
  });

  test('of another object than the payment contradicts nothing: a refund has an id of its own', () => {
    expect(contradicts({ ...object, id: 'refund' }, expected)).toBe(false);
  });
});
