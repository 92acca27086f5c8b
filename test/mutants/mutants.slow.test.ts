import { expect, test } from '@jest/globals';
import { mutants } from './mutants.ts';
import { searchMutants } from './search.ts';

/* All of `npm run mutants`. */

test('every mutant is noticed by the unit tests that are named beside it', async () => {
  const noticed = await searchMutants(mutants, () => undefined);

  const escaped = [...noticed].filter(([, by]) => by === undefined).map(([{ name }]) => name);
  expect(escaped).toEqual([]);
  expect(noticed.size).toBeGreaterThanOrEqual(390);
}, 1_800_000);
