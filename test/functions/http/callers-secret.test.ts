import { describe, expect, test } from '@jest/globals';
import { readCallersSecret } from '../../../functions/http/callers-secret.ts';

describe('the callers’ secret', () => {
  const caller = { id: 'c', name: 'C', scopes: ['*'], mustSendKey: true, keys: ['0'.repeat(64)] };
  const read = (changes: object) =>
    readCallersSecret(JSON.stringify({ callers: [{ ...caller, ...changes }] }));

  test('lists callers with one key or two, or none that is left', () => {
    expect(read({})[0]).toMatchObject(caller);
    expect(read({ keys: ['a'.repeat(64), 'b'.repeat(64)] })[0]?.keys).toHaveLength(2);
    expect(read({ keys: [] })[0]?.keys).toEqual([]);
    expect(readCallersSecret('{"callers":[]}')).toEqual([]);
  });

  test.each([
    ['an empty id', { id: '' }],
    ['a hash that is too short', { keys: ['0'.repeat(63)] }],
    ['a hash in capitals', { keys: ['A'.repeat(64)] }],
    ['a key that was never hashed', { keys: [`gk_live_${'x'.repeat(43)}`] }],
    ['no word on whether it must send keys', { mustSendKey: undefined }],
    ['scopes in one text', { scopes: '*' }],
  ])('fails with %s: half a list would lock callers out unseen', (_, changes) => {
    expect(() => read(changes)).toThrow();
  });
});
