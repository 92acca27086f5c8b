import { existsSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { mutants } from './mutants.ts';
import { checkMutants, isNoticeable } from './search.ts';
import { testPath } from './tests.ts';

/* What can be known of the mutants without running them. */

test('every mutant has its place in the code, once', async () => {
  await expect(checkMutants(mutants)).resolves.toBeUndefined();
});

test('every mutant has a name of its own', () => {
  const names = mutants.map(({ name }) => name);

  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});

test('the tests that must notice them are there', () => {
  const paths = mutants.filter(isNoticeable).map((mutant) => testPath(mutant.test));

  expect(paths.filter((path) => !existsSync(path))).toEqual([]);
});
