import { expect, test } from '@jest/globals';
import { fuzz } from './fuzz.ts';
import { mutationNames } from './mutations/mutations.ts';
import { routed } from './samples.ts';

/* A short part of `npm run fuzz`. */

const options = { seed: 2, requests: 1500, atOnce: 3, at: () => undefined };

test('nothing that a bad caller sends does what must not be', async () => {
  const { violations, ran, sent } = await fuzz(options);

  expect(violations).toEqual([]);
  // Every function was reached, and everything that can be wrong was sent.
  expect([...ran.keys()].sort()).toEqual([...routed].sort());
  expect([...sent.keys()].sort()).toEqual([...mutationNames].sort());
}, 900_000);
