import { endByReading, endByRetry } from '../ending.ts';
import { endByCatchingUp } from '../inbox/ending.ts';
import { violationOf } from '../invariants.ts';
import type { Option } from '../option.ts';
import { isWriting, optionsOf } from '../options.ts';
import type { Scenario } from '../worlds/scenario.ts';
import { stage } from '../stage.ts';
import { createTape, readTape, writeTape, type Tape } from './tape.ts';
import { createWorld, textOf, type World } from '../world.ts';

/** What went wrong, where, and how to see it again. */
export type Violation = { readonly what: string; readonly tape: string };

export type Found = { readonly schedules: number; readonly violations: readonly Violation[] };

async function take(option: Option | undefined, story: string[] | undefined): Promise<void> {
  if (option === undefined) throw new Error('There is no such step.');
  story?.push(option.name());
  await option.run();
}

/** One schedule, until it is over, goes wrong, or comes to where another one has been. */
async function run(
  scenario: Scenario,
  tape: Tape,
  seen: { states: Set<string>; story?: string[] },
): Promise<string | undefined> {
  const world = createWorld(scenario);
  stage.world = world;
  const startAt = world.at;
  for (const completion of scenario.prelude ?? []) {
    await take(
      optionsOf(world).find(({ name }) => name().endsWith(completion)),
      seen.story,
    );
  }
  for (;;) {
    if (tape.isNew() && !world.actors.some(isWriting)) {
      const state = textOf(world);
      if (seen.states.has(state)) return undefined;
      seen.states.add(state);
    }
    const options = optionsOf(world);
    if (options.length === 0) return end(world, startAt, { tape, ...seen });
    await take(options[tape.choose(options.length)], seen.story);
    const violation = violationOf(world);
    if (violation !== undefined) return violation;
  }
}

async function end(
  world: World,
  startAt: number,
  { tape, story }: { tape: Tape; story?: string[] },
): Promise<string | undefined> {
  if (world.scenario.news !== undefined) {
    story?.push('the list of events is read, and what is received is gone on with');
    const wrong = (await endByCatchingUp(world)) ?? violationOf(world);
    if (wrong !== undefined || world.scenario.requests.length === 0) return wrong;
  }
  const byRetry = tape.choose(2) === 0;
  story?.push(byRetry ? 'the caller comes again' : 'a day later someone reads, twice');
  const unknown = await (byRetry ? endByRetry(world, startAt) : endByReading(world));
  return violationOf(world) ?? unknown;
}

/**
 * Every schedule of a scenario. A state that another schedule has been in is not gone on from: what can follow it has
 * been seen.
 *
 * @param watch is told now and then how many have been run; gives false to end early
 */
export async function explore(
  scenario: Scenario,
  { most, watch }: { most: number; watch: (schedules: number) => boolean },
): Promise<Found> {
  const tape = createTape();
  const states = new Set<string>();
  const violations: Violation[] = [];
  let schedules = 0;
  do {
    const what = await run(scenario, tape, { states });
    schedules += 1;
    if (what !== undefined) violations.push({ what, tape: writeTape(tape.choices) });
    if (violations.length >= most) break;
    if (schedules % 1000 === 0 && !watch(schedules)) break;
  } while (tape.next());
  return { schedules, violations };
}

/** Runs one tape again, and tells what happens in it. */
export async function tell(scenario: Scenario, text: string): Promise<readonly string[]> {
  const story: string[] = [];
  const what = await run(scenario, createTape(readTape(text)), { states: new Set(), story });
  return [...story, what ?? 'nothing is wrong'];
}
