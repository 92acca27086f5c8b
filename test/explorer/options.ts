import { after } from '../../functions/platform/clock.ts';
import type { Actor, Call } from './actor.ts';
import { call, mayLeave } from './caller.ts';
import { read } from './reader.ts';
import { addActor, record, type World } from './world.ts';

/** One thing that may happen next. What it is called matters only when a story is told. */
export type Option = { readonly name: () => string; readonly run: () => Promise<void> | void };

const nameOf = ({ name }: Call): string => (typeof name === 'string' ? name : name());

const lost = { name: 'an answer that never came' };

/** A call's effect, whatever it gives or throws. */
function attempted(effect: Call['effect'], how: string): { value?: unknown; error?: unknown } {
  try {
    return { value: effect(how) };
  } catch (error) {
    return { error };
  }
}

/** Does the effect, and gives its actor what came of it. */
async function complete(world: World, actor: Actor, how: string): Promise<void> {
  if (actor.pending === undefined) return;
  const came = attempted(actor.pending.effect, how);
  await ('error' in came ? actor.fail(world.at, came.error) : actor.resume(world.at, came.value));
}

const notConnectedName = 'not connected';
const unanswered = { kind: 'unknown', why: 'no_answer' };

function postpone(world: World, actor: Actor, how: string): void {
  const { pending } = actor;
  if (pending === undefined) return;
  const land = () => void attempted(pending.effect, how);
  const until = after(world.at, world.scenario.maxEffectDelayMs);
  const content = JSON.stringify([actor.index, pending.content, how]);
  world.late.push({ name: () => `${actor.name} ${nameOf(pending)}`, content, until, land });
}

type Ways = readonly (readonly [name: string, run: () => Promise<void> | void])[];

/** A call to the table: with its usual end first. */
function tableWays(world: World, actor: Actor, { effect, what }: Call): Ways {
  const done = () => attempted(effect, '');
  const error = () => actor.fail(world.at, lost);
  const usual: Ways = [['', () => complete(world, actor, '')]];
  if (world.left.faults === 0) return usual;
  if (what === 'read') return [...usual, ['the table gives an error', error]];
  return [
    ...usual,
    ['it is written, the reply is lost', () => (done(), error())],
    ['the table gives an error', error],
    ['the reply is lost and the SDK tries again', () => (done(), complete(world, actor, ''))],
    ['no reply, and it is written later', () => (postpone(world, actor, ''), error())],
    [
      'dies before it is written',
      () => {
        actor.die();
      },
    ],
    [
      'it is written, and dies',
      () => {
        done();
        actor.die();
      },
    ],
  ];
}

/** How the provider decides; once it knows the key, it answers as before. */
function decisionsOf({ left, provider, at }: World, { attempt, account }: Call): readonly string[] {
  if (attempt === undefined || account === undefined || left.declines === 0) return ['accept'];
  return provider.decides({ attempt, account, at }) ? ['accept', 'decline'] : ['accept'];
}

const counted = (world: World, decision: string): void => {
  if (decision === 'decline') world.left.declines -= 1;
};

function sendWays(world: World, actor: Actor, pending: Call): Ways {
  const { attempt, effect } = pending;
  if (attempt !== undefined && !mayLeave(world, attempt)) {
    const late = { kind: 'not_attempted', why: 'lease_over' };
    return [['but it is too late and nothing leaves', () => actor.resume(world.at, late)]];
  }
  const decisions = decisionsOf(world, pending);
  const usual = decisions.map(
    (how) => [how, () => (counted(world, how), complete(world, actor, how))] as const,
  );
  if (world.left.faults === 0) return usual;
  const silent = () => actor.resume(world.at, unanswered);
  const notConnected = { kind: 'not_attempted', why: 'not_connected' };
  const perDecision = decisions.flatMap((how): Ways => {
    const done = () => (counted(world, how), attempted(effect, how).value);
    return [
      [`${how}, the answer is lost`, () => (done(), silent())],
      [
        `${how}, and dies`,
        () => {
          done();
          actor.die();
        },
      ],
      [
        `${how}, the answer takes its time`,
        () => {
          const value = done();
          actor.replace({ what: 'reply', name: 'gets its answer', effect: () => value });
        },
      ],
    ];
  });
  return [
    ...usual,
    ...perDecision,
    [notConnectedName, () => actor.resume(world.at, notConnected)],
    ['no answer, nothing done', silent],
    ['no answer, and it lands later', () => (postpone(world, actor, 'accept'), silent())],
    [
      'dies before it is sent',
      () => {
        actor.die();
      },
    ],
    [
      'dies, and it lands later',
      () => {
        postpone(world, actor, 'accept');
        actor.die();
      },
    ],
  ];
}

function searchWays(world: World, actor: Actor, { effect }: Call): Ways {
  const usual: Ways = [['', () => complete(world, actor, '')]];
  if (world.left.faults === 0) return usual;
  const slowly = () => {
    const { value } = attempted(effect, '');
    actor.replace({ what: 'reply', name: 'gets the list', effect: () => value });
  };
  const lagging: Ways = [['it lags behind', () => complete(world, actor, 'lagging')]];
  return [
    ...usual,
    ['not to its end', () => actor.resume(world.at, undefined)],
    ['the answer takes its time', slowly],
    ...(world.scenario.provider.lags ? lagging : []),
  ];
}

function waysOf(world: World, actor: Actor, pending: Call): Ways {
  switch (pending.what) {
    case 'read':
    case 'write':
      return tableWays(world, actor, pending);
    case 'send':
      return sendWays(world, actor, pending);
    case 'search':
      return searchWays(world, actor, pending);
    case 'reply':
      return [['', () => complete(world, actor, '')]];
  }
}

/** What is not named as the usual course is a fault, and there are only so many of them. */
const isUsual = (name: string): boolean =>
  ['', 'accept', 'decline'].includes(name) || name.startsWith('but');

/** Keeps count of what may be on its way, and of what went wrong. */
function count(
  world: World,
  actor: Actor,
  { pending, name }: { pending: Call; name: string },
): void {
  if (!isUsual(name)) world.left.faults -= 1;
  if (pending.what === 'write' && !isUsual(name)) world.lostWrites += 1;
  const staysHere = name.startsWith('but') || name === notConnectedName;
  if (pending.what === 'send' && !staysHere) actor.mayHaveSent = true;
}

function optionsOfActor(world: World, actor: Actor): readonly Option[] {
  const { pending } = actor;
  if (pending === undefined) return [];
  const { only } = world.scenario;
  const isHere = (name: string): boolean =>
    isUsual(name) || only === undefined || only.some((completion) => name.endsWith(completion));
  const ways = waysOf(world, actor, pending).filter(([name]) => isHere(name));
  return ways.map(([name, run]) => ({
    name: () => `${actor.name} ${nameOf(pending)}${name === '' ? '' : `: ${name}`}`,
    run: () => {
      count(world, actor, { pending, name });
      return run();
    },
  }));
}

export const isLive = ({ pending }: Actor): boolean => pending !== undefined;

/** The account that the secret names today: that of the request which began last. */
export const accountOf = ({ scenario, begun }: World): string =>
  (scenario.requests[Math.max(begun, 1) - 1] ?? scenario.requests.at(-1))?.account ?? '';

export const isOpen = (world: World): boolean => record(world)?.item['pend'] !== undefined;

export const beginRequest = (world: World, index = world.begun): Promise<void> => {
  const request = world.scenario.requests[index];
  if (request === undefined) throw new Error(`There is no request ${index}.`);
  world.begun += 1;
  const actor = addActor(world, `request ${world.begun}`);
  return actor.start(() => call(world, actor, request));
};

export const beginReading = (world: World): Promise<void> => {
  const actor = addActor(world, `reader ${world.actors.length + 1}`);
  return actor.start(() => read(world, actor, accountOf(world)));
};

function beginnings(world: World): readonly Option[] {
  const { scenario, begun, actors, left } = world;
  const live = actors.filter(isLive);
  const readers = live.filter(({ name }) => name.startsWith('reader')).length;
  const options: Option[] = [];
  if (begun < scenario.requests.length && live.length - readers < scenario.atOnce) {
    options.push({ name: () => `request ${begun + 1} comes in`, run: () => beginRequest(world) });
  }
  // Someone who reads comes by the index of open operations.
  if (left.readers > 0 && readers === 0 && isOpen(world)) {
    const run = () => ((left.readers -= 1), beginReading(world));
    options.push({ name: () => 'someone comes to read', run });
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

/** Time moves on, but past no late request's last moment unless it stands there already: it may land before that. */
export function pass(world: World, ms: number): void {
  const ends = world.late.map(({ until }) => until - 1).filter((end) => end > world.at);
  world.at = Math.min(after(world.at, ms), ...ends) as World['at'];
  world.late = world.late.filter(({ until }) => until > world.at);
}

function jumps(world: World): readonly Option[] {
  const { left, begun, scenario } = world;
  if (left.jumps === 0 || begun === 0) return [];
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
  const acting = world.actors.flatMap((actor) => optionsOfActor(world, actor));
  const beginning = beginnings(world);
  const isOver = acting.length === 0 && beginning.length === 0 && world.late.length === 0;
  return isOver ? [] : [...acting, ...beginning, ...landings(world), ...jumps(world)];
}
