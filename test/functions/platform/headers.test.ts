import { describe, expect, test } from '@jest/globals';
import { headersOf } from '../../../functions/platform/headers.ts';

describe('headers', () => {
  test('are found by lower-case name, whatever case they came in', () => {
    const headers = headersOf({ 'X-KOMOJU-IDEMPOTENCY': ['k'] });

    expect(headers.all('x-komoju-idempotency')).toEqual(['k']);
    expect(headers.first('x-komoju-idempotency')).toBe('k');
  });

  test('keep every value of one that was sent twice, in any case, in the order sent', () => {
    const headers = headersOf({ Authorization: ['a', 'b'], authorization: ['c'] });

    expect(headers.all('authorization')).toEqual(['a', 'b', 'c']);
    expect(headers.first('authorization')).toBe('a');
  });

  test.each([
    ['nothing was sent', null],
    ['another was sent', { other: ['x'] }],
    ['it has no values', { authorization: undefined }],
  ])('are absent where %s', (_, sent) => {
    const headers = headersOf(sent);

    expect(headers.all('authorization')).toEqual([]);
    expect(headers.first('authorization')).toBeUndefined();
  });

  test('with the names of prototypes are headers like any other', () => {
    expect(headersOf({}).first('constructor')).toBeUndefined();
    expect(headersOf({ constructor: ['x'] }).first('constructor')).toBe('x');
  });
});
