import { describe, expect, test } from '@jest/globals';
import { keyedHash, operationIdOf } from '../../../functions/runtime/fingerprint.ts';

const intent = {
  namespace: '00112233445566778899aabbccddeeff',
  mode: 'test',
  caller: 'storefront',
  operation: 'komoju.payment.create',
  key: 'order-1',
};

describe('the operation id', () => {
  // Values that stacks in use have on record: a change here forgets every claim.
  test('of an intent never changes', () => {
    expect(operationIdOf(intent)).toBe('op_ADQYC6DV0MAE2H9M31SDZYT45C');
  });

  test('has 26 characters of Crockford’s alphabet, which any provider’s key may have', () => {
    expect(operationIdOf(intent)).toMatch(/^op_[0-9A-HJKMNP-TV-Z]{26}$/);
  });

  test.each(['namespace', 'mode', 'caller', 'operation', 'key'] as const)(
    'is another for another %s',
    (member) => {
      expect(operationIdOf({ ...intent, [member]: `${intent[member]}x` })).not.toBe(
        operationIdOf(intent),
      );
    },
  );

  test('does not take the end of one member for the beginning of the next', () => {
    const one = operationIdOf({ ...intent, operation: 'a', key: 'b","c' });
    const other = operationIdOf({ ...intent, operation: 'a","b', key: 'c' });

    expect(one).not.toBe(other);
  });
});

describe('a keyed hash', () => {
  const request = ['POST', '/api/v1/payments/1/capture', [], {}, {}];

  test('of a value never changes', () => {
    expect(keyedHash('key', request)).toBe('ZTl2AQeftVUn0A99NM4mCbWQLZx7Wbxubmuap3VwExw');
  });

  test('is another with another key, and of another value', () => {
    expect(keyedHash('other', request)).not.toBe(keyedHash('key', request));
    expect(keyedHash('key', [...request, null])).not.toBe(keyedHash('key', request));
  });

  test('tells one half of a surrogate pair from another, which UTF-8 would not', () => {
    expect(keyedHash('key', '\ud83d')).not.toBe(keyedHash('key', '\ud83e'));
  });
});
