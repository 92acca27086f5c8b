import { isLive, type Actor, type Call } from './actors/actor.ts';
import { idOf, intentOf } from './actors/asked.ts';
import { call } from './actors/caller.ts';
import { isDecision } from './provider/decision.ts';
import { read } from './actors/reader.ts';
import { tellings } from './inbox/tellings.ts';
import type { Option } from './option.ts';
import type { Scenario } from './worlds/scenario.ts';
import { nameOf, notConnectedName, shown, waysOf } from './ways.ts';
import { addActor, currentOf, pass, record, type World } from './world.ts';

/** What is not named as the usual course is a fault, and there are only so many of them. */
const isUsual = (name: string): boolean => name === '' || isDecision(name);

/** Keeps count of what may be on its way, and of what went wrong. */
function count(
  world: World,
  actor: Actor,
  { pending, name }: { pending: Call; name: string },
): void {
  if (!isUsual(name)) world.left.faults -= 1;
  if (pending.what === 'write' && !isUsual(name)) world.lostWrites += 1;
  if (pending.what === 'send' && name !== notConnectedName) actor.mayHaveSent = true;
}

const isOneOf = (name: string, endings: readonly string[]): boolean =>
  endings.some((ending) => name.endsWith(ending));

function optionsOfActor(world: World, actor: Actor): readonly Option[] {
  const { pending } = actor;
  if (pending === undefined) return [];
  const { only, misreads = only === undefined } = world.scenario;
  const isHere = (name: string): boolean => {
    if (isUsual(name)) return true;
    if (name.startsWith(shown))
      return typeof misreads === 'boolean' ? misreads : isOneOf(name, misreads);
    return only === undefined || isOneOf(name, only);
  };
  const ways = waysOf(world, actor, pending).filter(([name]) => isHere(name));
  return ways.map(([name, run]) => ({
    name: () => `${actor.name} ${nameOf(pending)}${name === '' ? '' : `: ${name}`}`,
    run: () => {
      count(world, actor, { pending, name });
      return run();
    },
  }));
}

/** Whether an actor is about to write to the provider: nothing else happens before that. */
export const isWriting = ({ pending }: Actor): boolean =>
  pending?.what === 'send' || pending?.what === 'ask';

const idsByScenario = new WeakMap<Scenario, readonly string[]>();

/** The operations that a scenario's requests are about. */
export function idsOf(scenario: Scenario): readonly string[] {
  const known = idsByScenario.get(scenario) ?? [...new Set(scenario.requests.map(idOf))];
  idsByScenario.set(scenario, known);
  return known;
}

export const isOpen = (world: World, id: string): boolean =>
  record(world, id)?.item['pend'] !== undefined;

export const beginRequest = (world: World, index = world.begun): Promise<void> => {
  const request = world.scenario.requests[index];
  if (request === undefined) throw new Error(`There is no request ${index}.`);
  world.begun += 1;
  const { operation, account } = request;
  const actor = addActor(world, {
    name: `request ${world.begun}`,
    account,
    role: 'request',
    intent: { operation, reference: idOf(request), intent: intentOf(request) },
  });
  return actor.start(() => call(world, actor, request));
};

/** Which operation of a world that has several. */
function whichOf({ scenario }: World, id: string): string {
  const index = idsOf(scenario).indexOf(id);
  return index === 0 ? '' : ` of operation ${index + 1}`;
}

export const beginReading = (world: World, id: string): Promise<void> => {
  const current = currentOf(world);
  const name = `reader ${world.actors.length + 1}${whichOf(world, id)}`;
  const by = { name, account: current.account, intent: undefined, role: 'reader' } as const;
  const actor = addActor(world, by);
  return actor.start(() => read(world, actor, { id, current }));
};

const isReader = ({ role }: Actor): boolean => role === 'reader';

function beginnings(world: World): readonly Option[] {
  const { scenario, begun, actors, left } = world;
  const live = actors.filter(isLive);
  const readers = live.filter(isReader).length;
  const options: Option[] = [];
  const requests = live.filter(({ role }) => role === 'request').length;
  if (begun < scenario.requests.length && requests < scenario.atOnce) {
    options.push({ name: () => `request ${begun + 1} comes in`, run: () => beginRequest(world) });
  }
  options.push(...tellings(world));
  if (left.readers === 0 || readers >= (scenario.readersAtOnce ?? 1)) return options;
  // Someone who reads comes by the index of open operations.
  for (const id of idsOf(scenario)) {
    if (!isOpen(world, id)) continue;
    const run = () => ((left.readers -= 1), beginReading(world, id));
    options.push({ name: () => `someone comes to read${whichOf(world, id)}`, run });
  }
  return options;
}

const landings = (world: World): readonly Option[] =>
  world.late.map((one) => ({
    name: () => `${one.name()}: it lands`,
    run: () => {
      world.late = world.late.filter((each) => each !== one);
      one.land();
    },
  }));

function jumps(world: World): readonly Option[] {
  const { left, begun, scenario } = world;
  if (left.jumps === 0 || (begun === 0 && scenario.requests.length > 0)) return [];
  const { jumpsMs, inOrder } = scenario;
  return (inOrder === true ? jumpsMs.slice(-left.jumps).slice(0, 1) : jumpsMs).map((ms) => ({
    name: () => `${ms / 1000} s pass`,
    run: () => {
      world.left.jumps -= 1;
      pass(world, ms);
    },
  }));
}

/** Everything that may happen next; nothing once all have ended and none is still to come. */
export function optionsOf(world: World): readonly Option[] {
  // What is written to the provider is written in the moment in which that was decided.
  const writing = world.actors.find(isWriting);
  if (writing !== undefined) return optionsOfActor(world, writing);
  const acting = world.actors.flatMap((actor) => optionsOfActor(world, actor));
  const beginning = beginnings(world);
  const isOver = acting.length === 0 && beginning.length === 0 && world.late.length === 0;
  return isOver ? [] : [...acting, ...beginning, ...landings(world), ...jumps(world)];
}
