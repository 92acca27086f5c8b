import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { after, type EpochMs } from '../../functions/platform/clock.ts';
import { ledgerStore } from '../../functions/ledger/table/store.ts';
import type { Ports } from '../../functions/ledger/execute-once.ts';
import { createActor, type Actor, type Call, type Origin } from './actors/actor.ts';
import { hash } from './search/hash.ts';
import { createItems, type Items, type Kept } from './items.ts';
import type { Made } from './provider/made.ts';
import { createProvider, type Provider } from './provider/provider.ts';
import type { Request, Scenario } from './worlds/scenario.ts';
import { ConditionalCheckFailedException, type Item } from './sdk.ts';
import { startAt } from './worlds/start.ts';
import { never } from './never.ts';

/** What a caller was told. Only yes and no are definite. */
export type Reply = {
  readonly actor: Actor;
  /** The operation that was asked for. */
  readonly id: string;
  /** What the caller asked for: what it is told must be about that. */
  readonly intent: string;
  readonly told: 'yes' | 'no' | 'open';
  /** Of a yes the object, else the code. */
  readonly what: string;
};

/** A request on its way, that its sender no longer waits for: it lands before `until`, or never. */
export type Late = {
  readonly name: () => string;
  /** All that decides what it will do. */
  readonly content: string;
  readonly until: number;
  readonly land: () => void;
};

/** Everything outside of the shipped code, and who runs it. */
export type World = {
  readonly scenario: Scenario;
  at: EpochMs;
  readonly items: Items;
  readonly provider: Provider;
  readonly actors: Actor[];
  late: Late[];
  /** What may still happen. */
  readonly left: {
    faults: number;
    declines: number;
    jumps: number;
    readers: number;
    webhooks: number;
  };
  begun: number;
  /** How many writes failed, or were not answered. */
  lostWrites: number;
  readonly replies: Reply[];
  readonly findings: string[];
  /** Whose request made what. */
  readonly madeBy: Map<Made, Actor>;
  /** Each record as it was when it became terminal, by its operation. */
  readonly completed: Map<string, string>;
  /** Events of which a webhook was answered 200: nobody will tell of them again. */
  readonly answered: Set<string>;
  /** What was reported of payments, as `name object`. */
  readonly reported: string[];
  /** The items of events and payments as they were after the last step, by their keys. */
  readonly before: Map<string, Kept>;
};

/** What the table throws where no answer of it came. */
export const lost = { name: 'an answer that never came' };

export function createWorld(scenario: Scenario): World {
  const { faults, declines, jumps, readers, news } = scenario;
  return {
    scenario,
    at: startAt,
    items: createItems(),
    provider: createProvider(scenario.provider, news !== undefined),
    actors: [],
    late: [],
    left: { faults, declines, jumps, readers, webhooks: news?.webhooks ?? 0 },
    begun: 0,
    lostWrites: 0,
    replies: [],
    findings: [],
    madeBy: new Map(),
    completed: new Map(),
    answered: new Set(),
    reported: [],
    before: new Map(),
  };
}

export function addActor(world: World, by: Origin): Actor {
  const actor = createActor(world.actors.length, by);
  world.actors.push(actor);
  return actor;
}

const names: Readonly<Record<string, string>> = {
  PutItemCommand: 'claims',
  UpdateItemCommand: 'writes',
  GetItemCommand: 'reads the record',
  DeleteItemCommand: 'deletes',
  QueryCommand: 'lists who else is on it',
};

const kinds: Readonly<Record<string, Call['what']>> = {
  GetItemCommand: 'read',
  QueryCommand: 'query',
};

/** What is worth telling of a write. */
const tellable = /^:new_(st|tok|n|acct|notFoundAt|observedAt)$/;

function nameOf(command: object): string {
  const { input } = command as { input: { ExpressionAttributeValues?: Item } };
  const members = Object.entries(input.ExpressionAttributeValues ?? {})
    .filter(([name]) => tellable.test(name))
    .map(([name, { S, N }]) => `${name.slice(':new_'.length)}=${S ?? N ?? ''}`);
  const kind = names[command.constructor.name] ?? command.constructor.name;
  return [kind, ...members].join(' ');
}

/** How a write ends that the SDK sends a second time. */
export const again = 'again';

function executed({ items }: World, command: object, isAgain: boolean): unknown {
  try {
    return items.execute(command);
  } catch (error) {
    if (isAgain && error instanceof ConditionalCheckFailedException) error.$metadata.attempts = 2;
    throw error;
  }
}

/** The table, of which every effect waits for the driver. */
export function clientOf(world: World, actor: Actor): DynamoDBClient {
  const client = {
    send: (command: object) =>
      actor.call({
        what: kinds[command.constructor.name] ?? 'write',
        name: () => nameOf(command),
        content: command,
        effect: (how) =>
          how === 'behind'
            ? world.items.executeBehind(command, world.at)
            : executed(world, command, how === again),
      }),
  };
  return client as unknown as DynamoDBClient;
}

/** The shipped code's ports. */
export function portsOf(world: World, actor: Actor): Ports {
  return {
    store: ledgerStore(clientOf(world, actor), 'ledger', never),
    now: () => world.at,
    token: () => `token${actor.index}`,
    reportFinding: (finding) => world.findings.push(finding),
  };
}

/** An operation's item, and what it is when read as text. */
export const record = (world: World, id: string): Kept | undefined => world.items.all.get(id);

/** Time moves on, but past no late request's last moment unless it stands there already: it may land before that. */
export function pass(world: World, ms: number): void {
  const ends = world.late.map(({ until }) => until - 1).filter((end) => end > world.at);
  world.at = Math.min(after(world.at, ms), ...ends) as World['at'];
  world.late = world.late.filter(({ until }) => until > world.at);
}

/** The request that began last: what it found in the provider's secret is there today. */
export function currentOf({ scenario, begun }: World): Request {
  const request = scenario.requests[Math.max(begun, 1) - 1] ?? scenario.requests.at(-1);
  if (request === undefined) throw new Error('There are no requests.');
  return request;
}

/** Two worlds of the same text have the same future. */
export function textOf(world: World): string {
  // Who has ended does nothing more, whatever it was given.
  const actors = world.actors.map((actor) => [
    actor.isDead ? 'dead' : actor.pending === undefined ? 'ended' : actor.name + actor.history(),
    actor.mayHaveSent,
  ]);
  const replies = world.replies.map(({ actor, told: result, what }) => [actor.index, result, what]);
  const late = world.late.map(({ content, until }) => [content, until]);
  const { at, left, begun, lostWrites, findings, completed } = world;
  const madeBy = [...world.madeBy.values()].map(({ index }) => index);
  const told = [[...world.answered], world.reported];
  const rest = [at, left, begun, lostWrites, findings, actors, replies, late, madeBy, told];
  const records = [...world.items.all.values()].map(({ text }) => text);
  return hash(
    JSON.stringify(rest) + world.provider.text() + records.join() + [...completed].join(),
  );
}
