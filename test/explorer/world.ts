import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { EpochMs } from '../../functions/platform/clock.ts';
import { ledgerStore } from '../../functions/ledger/store.ts';
import type { Ports } from '../../functions/ledger/execute-once.ts';
import { createActor, type Actor } from './actor.ts';
import { hash } from './hash.ts';
import { createItems, type Items, type Kept } from './items.ts';
import { createProvider, type Made, type Provider } from './provider.ts';
import type { Scenario } from './scenario.ts';
import type { Item } from './sdk.ts';

/** The operation that all requests of a world are about. */
export const operationId = 'op_1';

/** What a caller was told. Only yes and no are definite. */
export type Reply = {
  readonly actor: Actor;
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
  readonly left: { faults: number; declines: number; jumps: number; readers: number };
  begun: number;
  /** How many writes failed, or were not answered. */
  lostWrites: number;
  readonly replies: Reply[];
  readonly findings: string[];
  /** Whose request made what. */
  readonly madeBy: Map<Made, Actor>;
  /** The record as it was when it became terminal. */
  completed: string | undefined;
};

const startAt = 1_800_000_000_000 as EpochMs;

export function createWorld(scenario: Scenario): World {
  const { faults, declines, jumps, readers } = scenario;
  return {
    scenario,
    at: startAt,
    items: createItems(),
    provider: createProvider(scenario.provider),
    actors: [],
    late: [],
    left: { faults, declines, jumps, readers },
    begun: 0,
    lostWrites: 0,
    replies: [],
    findings: [],
    madeBy: new Map(),
    completed: undefined,
  };
}

export function addActor(world: World, name: string): Actor {
  const actor = createActor(world.actors.length, name);
  world.actors.push(actor);
  return actor;
}

const names: Readonly<Record<string, string>> = {
  PutItemCommand: 'claims',
  UpdateItemCommand: 'writes',
  GetItemCommand: 'reads the record',
  DeleteItemCommand: 'deletes',
};

/** What is worth telling of a write. */
const tellable = /^:new_(st|tok|n|acct|notFoundAt)$/;

function nameOf(command: object): string {
  const { input } = command as { input: { ExpressionAttributeValues?: Item } };
  const members = Object.entries(input.ExpressionAttributeValues ?? {})
    .filter(([name]) => tellable.test(name))
    .map(([name, { S, N }]) => `${name.slice(':new_'.length)}=${S ?? N ?? ''}`);
  const kind = names[command.constructor.name] ?? command.constructor.name;
  return [kind, ...members].join(' ');
}

/** The shipped code's ports, of which every effect waits for the driver. */
export function portsOf(world: World, actor: Actor): Ports {
  const client = {
    send: (command: object) =>
      actor.call({
        what: command.constructor.name === 'GetItemCommand' ? 'read' : 'write',
        name: () => nameOf(command),
        content: command,
        effect: () => world.items.execute(command),
      }),
  };
  return {
    store: ledgerStore(client as unknown as DynamoDBClient, 'ledger', new AbortController().signal),
    now: () => world.at,
    token: () => `token${actor.index}`,
    reportFinding: (finding) => world.findings.push(finding),
  };
}

/** The operation's item, and what it is when read as text. */
export const record = (world: World): Kept | undefined => world.items.all.get(operationId);

/** Two worlds of the same text have the same future. */
export function textOf(world: World): string {
  const actors = world.actors.map((actor) => [
    actor.isDead ? 'dead' : actor.pending === undefined ? 'ended' : 'waits',
    actor.isDead ? '' : actor.history(),
    actor.mayHaveSent,
  ]);
  const replies = world.replies.map(({ actor, told: result, what }) => [actor.index, result, what]);
  const late = world.late.map(({ content, until }) => [content, until]);
  const { at, left, begun, lostWrites, findings, completed } = world;
  const madeBy = [...world.madeBy.values()].map(({ index }) => index);
  return hash(
    JSON.stringify([
      at,
      left,
      begun,
      lostWrites,
      findings,
      completed,
      actors,
      replies,
      late,
      madeBy,
    ]) +
      world.provider.text() +
      (record(world)?.text ?? ''),
  );
}
