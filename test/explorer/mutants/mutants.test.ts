import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { scenarios } from '../worlds/scenarios.ts';
import { mutants } from './mutants.ts';

/* What can be known of the explorer's mutants without a search. */

const placesOf = ({ file, from }: { file: string; from: string }): number =>
  readFileSync(`functions/${file}`, 'utf8').split(from).length - 1;

test('every change has its place in the code, once', () => {
  const changes = mutants.flatMap((mutant) => [mutant, ...(mutant.and ?? [])]);

  expect(changes.filter((change) => placesOf(change) !== 1)).toEqual([]);
});

test('every mutant has a name of its own, and a world', () => {
  const names = mutants.map(({ name }) => name);
  const worlds = scenarios.map(({ name }) => name);

  expect(new Set(names).size).toBe(names.length);
  expect(mutants.filter(({ world }) => !worlds.includes(world))).toEqual([]);
});
