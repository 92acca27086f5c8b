import { describe, expect, test } from '@jest/globals';
import { readLedgerSecret } from '../../../functions/ledger/ledger-secret.ts';

describe('the ledger’s secret', () => {
  test('gives every version of the key, and the newest for new entries', () => {
    const [a, b, j] = ['a', 'b', 'j'].map((letter) => letter.repeat(32));
    const keys = { fingerprintKey1: a, fingerprintKey2: b, fingerprintKey10: j };

    const secret = readLedgerSecret(JSON.stringify({ namespace: 'n', ...keys }));

    expect(secret).toMatchObject({ namespace: 'n', version: 10 });
    expect([1, 2, 10, 3].map((version) => secret.key(version))).toEqual([a, b, j, undefined]);
  });

  test.each([
    '',
    '{}',
    '{"namespace":"n"}',
    '{"fingerprintKey1":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}',
    '{"namespace":"","fingerprintKey1":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}',
    '{"namespace":"n","fingerprintKey":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}',
    '{"namespace":"n","fingerprintKey1x":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}',
    '{"namespace":"n","fingerprintKey1":1}',
    '{"namespace":"n","fingerprintKey1":"too short"}',
  ])('fails where a part is missing: %j', (text) => {
    expect(() => readLedgerSecret(text)).toThrow();
  });
});
