import { expect, test } from '@jest/globals';
import { append, keepNewest } from '../../../lib/host/bounded.ts';

test('of a list the newest entries are kept', () => {
  const entries: number[] = [];
  for (const entry of [1, 2, 3, 4]) append(entries, entry, 3);

  expect(entries).toEqual([2, 3, 4]);
});

test('of an object the members are kept that were added last', () => {
  const members = { tok_3: 3, tok_1: 1, tok_2: 2 };
  keepNewest(members, 2);

  expect(members).toEqual({ tok_1: 1, tok_2: 2 });
  keepNewest(members, 5);
  expect(Object.keys(members)).toHaveLength(2);
});
