import { join } from 'node:path';
import { bundleExplorer } from './bundle.ts';
import type { Violation } from './explore.ts';
import type { Mutant } from '../mutants/mutant.ts';
import { work, onAllProcessors } from './workers.ts';

type Bounds = { readonly schedules: number; readonly at: (step: string, of?: string) => void };

/** A violation, and the world in which it is. */
export type Seen = Violation & { readonly world: string };

/** What a run over several worlds found. */
export type Search = { readonly schedules: number; readonly violations: readonly Seen[] };

/** A few of a kind are enough to see what is wrong. */
const violationsMost = 3;

/** Goes through worlds with the code that ships, each up to so many schedules. */
export async function searchWorlds(
  folder: string,
  worlds: readonly string[],
  { schedules, at }: Bounds,
): Promise<Search> {
  const bundle = join(folder, 'shipped.cjs');
  await bundleExplorer(bundle);
  const done = new Map<string, number>();
  const violations: Seen[] = [];
  const sum = (): number => [...done.values()].reduce((total, each) => total + each, 0);
  await onAllProcessors(worlds, async (world) => {
    const task = { scenario: world, schedules, violations: violationsMost };
    const found = await work(bundle, task, (count) => {
      done.set(world, count);
      at('schedules', `${sum()}: ${world}`);
    });
    if (found.kind !== 'found') return;
    done.set(world, found.schedules);
    violations.push(...found.violations.map((violation) => ({ ...violation, world })));
  });
  return { schedules: sum(), violations };
}

/** Whether each mutant was caught: what went wrong, or undefined. */
export async function searchMutants(
  folder: string,
  mutants: readonly Mutant[],
  { schedules, at }: Bounds,
): Promise<ReadonlyMap<Mutant, Violation | undefined>> {
  const caught = new Map<Mutant, Violation | undefined>();
  await onAllProcessors(mutants, async (mutant, processor) => {
    const bundle = join(folder, `mutant-${processor}.cjs`);
    await bundleExplorer(bundle, [mutant, ...(mutant.and ?? [])]);
    const found = await work(bundle, { scenario: mutant.world, schedules, violations: 1 });
    caught.set(mutant, found.kind === 'found' ? found.violations[0] : undefined);
    at('mutants', `${caught.size}/${mutants.length}`);
  });
  return caught;
}

/** The numbered story of one schedule: `world:0.2.1`. @throws Error where there is no such world or way */
export async function storyOf(folder: string, tape: string): Promise<string> {
  const bundle = join(folder, 'shipped.cjs');
  await bundleExplorer(bundle);
  const [scenario = '', choices = ''] = tape.split(':');
  const result = await work(bundle, { scenario, schedules: 1, violations: 1, tape: choices });
  const lines = result.kind === 'story' ? result.story : [];
  return lines.map((line, index) => `${String(index + 1).padStart(3)}  ${line}`).join('\n');
}
