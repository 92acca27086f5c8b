import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { mutants } from './mutants/mutants.ts';
import { price, scenarios } from './worlds/scenarios.ts';
import { searchMutants, searchWorlds, storyOf } from './search/search.ts';

/* A bounded part of `npm run explore`: the beginning of every world, and every mutant. */

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'payment-gateway-explore-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const bounds = { schedules: 3000, at: () => undefined };
const namesOf = (worlds: typeof scenarios): string[] => worlds.map(({ name }) => name);

test('no schedule of the shipped ledger does what must not be', async () => {
  const { schedules, violations } = await searchWorlds(folder, namesOf(scenarios), bounds);

  expect(violations).toEqual([]);
  expect(schedules).toBeGreaterThan(30_000);
}, 1_800_000);

test('a longer delay than is assumed costs a double charge, and its tape tells how', async () => {
  const { violations } = await searchWorlds(folder, namesOf(price), bounds);

  const [first] = violations;
  expect(first?.what).toBe('one key was executed twice');
  const story = await storyOf(folder, `${first?.world ?? ''}:${first?.tape ?? ''}`);
  expect(story).toMatch(/^ {2}1 {2}request 1 comes in\n/);
  expect(story).toMatch(/one key was executed twice$/);
}, 60_000);

test('every mutant of the ledger is noticed', async () => {
  const all = { ...bounds, schedules: Number.MAX_SAFE_INTEGER };

  const caught = await searchMutants(folder, mutants, all);

  expect(mutants.filter((mutant) => caught.get(mutant) === undefined)).toEqual([]);
  expect(mutants.length).toBeGreaterThanOrEqual(30);
}, 1_800_000);
