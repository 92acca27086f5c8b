import { readFile, rm, writeFile } from 'node:fs/promises';
import { onAllProcessors } from '../explorer/search/workers.ts';
import type { ProjectCopy } from '../support/project-copy.ts';
import type { Equivalent, Mutant, Noticeable } from './mutant.ts';
import { copyWithTests, failedTests } from './tests.ts';

/** Each mutant with the first test that noticed it; undefined: none did. Without those that change nothing. */
export type Noticed = ReadonlyMap<Mutant & Noticeable, string | undefined>;

export const isNoticeable = (mutant: Mutant): mutant is Mutant & Noticeable =>
  mutant.equivalent === undefined;

export const isEquivalent = (mutant: Mutant): mutant is Mutant & Equivalent =>
  mutant.equivalent !== undefined;

/** The text of a file with the change of a mutant. @throws Error where it does not hold that once */
function changed(text: string, { file, from, to, name }: Mutant): string {
  const parts = text.split(from);
  if (parts.length !== 2) throw new Error(`${name}: ${file} does not hold this once: ${from}`);
  return parts.join(to);
}

/** For all tests one after the other, on a machine that is busy. */
const longestWholeMs = 900_000;

const pathOf = ({ file }: Mutant): string => `functions/${file}`;

/** Whether every mutant still has its place in the code. @throws Error where one has not */
export async function checkMutants(mutants: readonly Mutant[]): Promise<void> {
  for (const mutant of mutants) changed(await readFile(pathOf(mutant), 'utf8'), mutant);
}

async function noticedBy(
  copy: ProjectCopy,
  mutant: Mutant & Noticeable,
): Promise<string | undefined> {
  const path = copy.path(pathOf(mutant));
  const text = await readFile(path, 'utf8');
  await writeFile(path, changed(text, mutant));
  try {
    return (await failedTests(copy, [mutant.test]))[0];
  } catch (cause) {
    throw new Error(`${mutant.name}: its tests could not be run`, { cause });
  } finally {
    await writeFile(path, text);
    await rm(copy.path('result.json'), { force: true });
  }
}

/**
 * Breaks the code in every way, one at a time, and runs the tests that must notice. As many at a time as there are
 * processors, each in a copy of the project.
 *
 * @throws Error where a test fails without a mutant, a mutant has no place in its file, or a broken file cannot be
 *   loaded
 */
export async function searchMutants(
  mutants: readonly Mutant[],
  at: (step: string, of?: string) => void,
): Promise<Noticed> {
  await checkMutants(mutants);
  const noticeable = mutants.filter(isNoticeable);
  const noticed = new Map<Mutant & Noticeable, string | undefined>();
  const copies: ProjectCopy[] = [];
  try {
    const first = await copyWithTests();
    copies.push(first);
    at('tests without mutants');
    const tests = [...new Set(noticeable.map(({ test }) => test))];
    const failed = await failedTests(first, tests, longestWholeMs);
    if (failed.length > 0) throw new Error(`Without a mutant there fails: ${failed.join(', ')}`);
    await onAllProcessors(noticeable, async (mutant, processor) => {
      const copy = (copies[processor] ??= await copyWithTests());
      noticed.set(mutant, await noticedBy(copy, mutant));
      at('mutants', `${noticed.size}/${noticeable.length}`);
    });
    return noticed;
  } finally {
    await Promise.all(copies.map(({ remove }) => remove()));
  }
}
