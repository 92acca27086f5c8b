import { describe, expect, test } from '@jest/globals';
import { headersOf } from '../../../functions/platform/headers.ts';
import { readIdempotencyKey } from '../../../functions/http/request/idempotency-key.ts';
import { komoju } from '../../../functions/providers/komoju/komoju.ts';
import { gatewayErrorFrom } from '../../support/gateway-errors.ts';

const read = (headers: Record<string, string[]>): string | undefined =>
  readIdempotencyKey(headersOf(headers), komoju, { mustSendKey: true });
const readOne = (value: string): string | undefined => read({ 'Idempotency-Key': [value] });

describe('an idempotency key', () => {
  test.each([
    ['bare', 'order-1', 'order-1'],
    ['in quotes', '"order-1"', 'order-1'],
    ['with a quote escaped', '"a\\"b"', 'a"b'],
    ['with a backslash escaped', '"a\\\\b"', 'a\\b'],
    ['with blanks around', '  order-1\t', 'order-1'],
    ['with blanks inside its quotes', '" order 1 "', ' order 1 '],
    ['with an unfinished quote', '"order-1', '"order-1'],
    ['with an escape that the standard does not have', '"a\\b"', '"a\\b"'],
    ['with backslashes outside of quotes', 'a\\"b', 'a\\"b'],
    ['of one character', '!', '!'],
    ['of 255 characters', 'k'.repeat(255), 'k'.repeat(255)],
    ['of 255 characters in quotes', `"${'k'.repeat(255)}"`, 'k'.repeat(255)],
    ['of every printable character', ' ~}{', '~}{'],
  ])('%s is read', (_, sent, key) => {
    expect(readOne(sent)).toBe(key);
  });

  test.each([
    ['empty', ''],
    ['blank', '   '],
    ['empty in quotes', '""'],
    ['of 256 characters', 'k'.repeat(256)],
    ['of 256 characters in quotes', `"${'k'.repeat(256)}"`],
    ['with a letter beyond ASCII', 'clé'],
    ['with a line break', 'a\r\nX-Evil: 1'],
    ['with a NUL', 'a\u0000'],
    ['with a DEL', 'a\u007f'],
    ['with a tab inside', 'a\tb'],
  ])('%s is refused', (_, sent) => {
    expect(gatewayErrorFrom(() => readOne(sent)).code).toBe('idempotency_key_invalid');
  });

  test('is absent where none was sent', () => {
    expect(read({ authorization: ['Bearer x'] })).toBeUndefined();
  });

  test.each([
    ['KOMOJU’s own header', { 'X-KOMOJU-IDEMPOTENCY': ['k'] }],
    ['both headers with one value', { 'Idempotency-Key': ['k'], 'X-KOMOJU-IDEMPOTENCY': ['k'] }],
    ['one bare and one quoted', { 'Idempotency-Key': ['"k"'], 'X-KOMOJU-IDEMPOTENCY': ['k'] }],
    ['one header twice with one value', { 'Idempotency-Key': ['k', 'k'] }],
  ])('is read from %s', (_, headers) => {
    expect(read(headers)).toBe('k');
  });

  test.each([
    ['the provider’s own header', { 'X-KOMOJU-IDEMPOTENCY': ['k'] }, 'k'],
    ['no other header', { 'Idempotency-Key': ['payment-1'] }, undefined],
    ['the own one of two', { 'Idempotency-Key': ['x'], 'X-KOMOJU-IDEMPOTENCY': ['k'] }, 'k'],
  ])('of a caller that was written for the provider is read from %s', (_, headers, key) => {
    const caller = { mustSendKey: false };

    expect(readIdempotencyKey(headersOf(headers), komoju, caller)).toBe(key);
  });

  test('counts in the standard’s header where the provider has none of its own', () => {
    const headers = headersOf({ 'Idempotency-Key': ['k'] });

    expect(readIdempotencyKey(headers, {}, { mustSendKey: false })).toBe('k');
  });

  test.each([
    ['the two headers', { 'Idempotency-Key': ['a'], 'X-KOMOJU-IDEMPOTENCY': ['b'] }],
    ['one header sent twice', { 'Idempotency-Key': ['a', 'b'] }],
    ['one of which is empty', { 'Idempotency-Key': ['a', ''] }],
    ['in letter case only', { 'Idempotency-Key': ['a'], 'X-KOMOJU-IDEMPOTENCY': ['A'] }],
  ])('that differs is refused: %s', (_, headers) => {
    expect(gatewayErrorFrom(() => read(headers)).code).toBe('idempotency_key_invalid');
  });
});
