import { after } from '../../functions/platform/clock.ts';
import type { Actor, Call } from './actors/actor.ts';
import { decisions, type Decision } from './provider/decision.ts';
import type { GetItemCommand } from './sdk.ts';
import { again, lost, type World } from './world.ts';

export const nameOf = ({ name }: Call): string => (typeof name === 'string' ? name : name());

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

export const notConnectedName = 'not connected';
const unanswered = { kind: 'unknown', why: 'no_answer' };

function postpone(world: World, actor: Actor, how: string): void {
  const { pending } = actor;
  if (pending === undefined) return;
  const land = () => void attempted(pending.effect, how);
  const until = after(world.at, world.scenario.maxEffectDelayMs);
  const content = JSON.stringify([actor.index, pending.content, how]);
  world.late.push({ name: () => `${actor.name} ${nameOf(pending)}`, content, until, land });
}

export type Ways = readonly (readonly [name: string, run: () => Promise<void> | void])[];

const isConsistent = (command: unknown): boolean =>
  (command as GetItemCommand).input.ConsistentRead === true;

/** A call to the table: with its usual end first. */
function tableWays(world: World, actor: Actor, { effect, what, content }: Call): Ways {
  const done = () => attempted(effect, '');
  const error = () => actor.fail(world.at, lost);
  const usual: Ways = [['', () => complete(world, actor, '')]];
  if (world.left.faults === 0) return usual;
  if (what === 'query' || (what === 'read' && !isConsistent(content))) {
    return [
      ...usual,
      ['the table gives an error', error],
      ['what it gives is older', () => complete(world, actor, 'behind')],
    ];
  }
  if (what === 'read') return [...usual, ['the table gives an error', error]];
  return [
    ...usual,
    ['it is written, the reply is lost', () => (done(), error())],
    ['the table gives an error', error],
    ['the reply is lost and the SDK tries again', () => (done(), complete(world, actor, again))],
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
function decisionsOf({ left, provider, scenario }: World, { received }: Call): readonly Decision[] {
  if (received === undefined || left.declines === 0) return ['accept'];
  if (!provider.decides(received)) return ['accept'];
  return scenario.unlisted === true ? decisions : ['accept', 'decline'];
}

const counted = (world: World, decision: Decision): void => {
  if (decision !== 'accept') world.left.declines -= 1;
};

/** An error that does not say whether the request was executed: it was, it was not, or it will be. */
function undecidedWays(world: World, actor: Actor, { effect }: Call): Ways {
  if (world.scenario.unlisted !== true) return [];
  return world.provider.undecided.flatMap(({ name, answer, isBeforeAll }): Ways => {
    const answered = () => actor.resume(world.at, answer);
    const notDone = [`nothing done, answered ${name}`, answered] as const;
    if (isBeforeAll === true) return [notDone];
    return [
      notDone,
      [`accept, answered ${name}`, () => (attempted(effect, 'accept'), answered())],
      [`it lands later, answered ${name}`, () => (postpone(world, actor, 'accept'), answered())],
    ];
  });
}

function sendWays(world: World, actor: Actor, pending: Call): Ways {
  const { effect } = pending;
  const possible = decisionsOf(world, pending);
  const usual = possible.map(
    (how) => [how, () => (counted(world, how), complete(world, actor, how))] as const,
  );
  if (world.left.faults === 0) return usual;
  const silent = () => actor.resume(world.at, unanswered);
  const notConnected = { kind: 'not_attempted', why: 'not_connected' };
  const perDecision = possible.flatMap((how): Ways => {
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
    ...undecidedWays(world, actor, pending),
  ];
}

/** How the names of answers begin that do not show what is there. */
export const shown = 'is shown ';

/** A read: what it shows may be late, old, or not what it should be. */
function askWays(world: World, actor: Actor, { effect, asked }: Call): Ways {
  const usual: Ways = [['', () => complete(world, actor, '')]];
  if (world.left.faults === 0 || asked === undefined) return usual;
  const slowly = () => {
    const { value } = attempted(effect, '');
    actor.replace({ what: 'reply', name: 'gets its answer', effect: () => value });
  };
  const lagging: Ways = [['it lags behind', () => complete(world, actor, 'lagging')]];
  const misread = world.provider
    .misreadings(asked, world.at)
    .map(([name, answer]) => [`${shown}${name}`, () => actor.resume(world.at, answer)] as const);
  return [
    ...usual,
    ['no answer', () => actor.resume(world.at, unanswered)],
    ['the answer takes its time', slowly],
    ...(world.scenario.provider.lags ? lagging : []),
    ...misread,
  ];
}

/** Every way in which a call may end: its usual end first. */
export function waysOf(world: World, actor: Actor, pending: Call): Ways {
  switch (pending.what) {
    case 'read':
    case 'write':
    case 'query':
      return tableWays(world, actor, pending);
    case 'send':
      return sendWays(world, actor, pending);
    case 'ask':
      return askWays(world, actor, pending);
    case 'turn':
    case 'reply':
      return [['', () => complete(world, actor, '')]];
  }
}
