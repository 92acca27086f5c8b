/**
 * `npm run explore`: the shipped ledger through every schedule of small worlds, in which anything may fail at any step.
 * `-- --mutants` breaks the ledger in many ways instead, one at a time, and expects to notice each;
 * `-- --tape world:0.2.1` tells the story of one schedule.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createProgress } from '../bench/progress.ts';
import { mutants } from './mutants/mutants.ts';
import { price, scenarios } from './worlds/scenarios.ts';
import { searchMutants, searchWorlds, storyOf, type Seen } from './search/search.ts';

const { values } = parseArgs({
  options: { mutants: { type: 'boolean', default: false }, tape: { type: 'string' } },
});
const progress = createProgress(process.stderr);
const bounds = { schedules: Number.MAX_SAFE_INTEGER, at: progress.at };
const print = (text: string): void => void process.stdout.write(`${text}\n`);

const tapeOf = ({ world, tape }: Seen): string => `${world}:${tape}`;

async function reportAll(folder: string, violations: readonly Seen[]): Promise<void> {
  for (const violation of violations) {
    print(`${violation.what}\n${await storyOf(folder, tapeOf(violation))}`);
    print(`again: npm run explore -- --tape ${tapeOf(violation)}\n`);
  }
}

async function exploreWorlds(folder: string): Promise<boolean> {
  const names = scenarios.map(({ name }) => name);
  const { schedules, violations } = await searchWorlds(folder, names, bounds);
  const longer = await searchWorlds(
    folder,
    price.map(({ name }) => name),
    bounds,
  );
  progress.end();
  await reportAll(folder, violations);
  const [example] = longer.violations;
  print('The price of the assumption: a request that takes effect two hours after it was sent.');
  print(example === undefined ? 'It cost nothing?' : `${example.what}: ${tapeOf(example)}`);
  print(`schedules ${schedules}, violations ${violations.length}`);
  return violations.length === 0 && example !== undefined;
}

async function exploreMutants(folder: string): Promise<boolean> {
  const caught = await searchMutants(folder, mutants, bounds);
  progress.end();
  for (const mutant of mutants) {
    const violation = caught.get(mutant);
    print(
      `${violation === undefined ? 'ESCAPED' : 'caught'}  ${mutant.name}: ${violation?.what ?? mutant.world}`,
    );
  }
  const count = mutants.filter((mutant) => caught.get(mutant) !== undefined).length;
  print(`mutants caught ${count}/${mutants.length}`);
  return count === mutants.length;
}

async function run(folder: string): Promise<boolean> {
  if (values.tape === undefined) {
    return values.mutants ? exploreMutants(folder) : exploreWorlds(folder);
  }
  print(await storyOf(folder, values.tape));
  return true;
}

const folder = await mkdtemp(join(tmpdir(), 'payment-gateway-explore-'));
try {
  process.exitCode = (await run(folder)) ? 0 : 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}
