import { describe, expect, test } from '@jest/globals';
import { hashesOf, keyedHash } from '../../../functions/ledger/fingerprint.ts';
import { operationIdOf } from '../../../functions/ledger/operation-id.ts';
import { recordVersion } from '../../../functions/ledger/record.ts';

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

/*
 * The canonical serialization of a request. Entries on record hold hashes of it: whoever changes it raises the version
 * of the entries, so that an older one is not taken for another request but for one that this code cannot read.
 */
test('the hashes of a request never change within a version of the entries', () => {
  const value = {
    payment_details: { type: 'konbini', store: 'lawson' },
    amount: 1000,
    capture: true,
    metadata: { b: '2', a: 'あ' },
    items: [1.5, null, '1.50'],
  };
  const request = {
    method: 'POST',
    path: '/api/v1/payments',
    query: [['locale', 'ja']],
    body: { value },
    meaningful: { 'x-komoju-api-version': '2025-01-28' },
  };
  const providerRequest = {
    headers: { 'content-type': 'application/json' },
    body: '{"amount":1000}',
  };

  expect({
    version: recordVersion,
    ...hashesOf('key', { request, providerRequest, secretKey: ['sk_test_1'] }),
  }).toEqual({
    version: 3,
    fingerprint: 'uTdByrijALCI4mSf5lFS4ifhtLthoCH7hSf0N5j2otA',
    sent: 'noKavfyw0VaD3Q528uspK0ZUEnzU-6_XWKrpsRLVDJs',
    sender: 'O8H8wEtmchGcmKTK3Dd4Gmgjxwbevj48Ew6DV9F7PPQ',
    keyCheck: '9c6_PufhqvB',
  });
});
