import type { Attempt } from '../../../functions/ledger/claim.ts';
import { hash } from '../search/hash.ts';
import type { Received } from '../provider/provider.ts';
import type { Asked } from '../provider/speech.ts';

/** One effect that an actor waits for: nothing of it has happened until the driver says so. */
export type Call = {
  readonly what: 'write' | 'read' | 'query' | 'turn' | 'send' | 'ask' | 'reply';
  /** For the story: what the actor is about to do. */
  readonly name: string | (() => string);
  readonly effect: (how: string) => unknown;
  /** What exactly it would do, as plain values. */
  readonly content?: unknown;
  /** Of what is sent: what the provider receives. */
  readonly received?: Received;
  /** Of what is asked. */
  readonly asked?: Asked;
};

type Pending = Call & { resolve: (value: unknown) => void; reject: (error: unknown) => void };

/** What a caller's request is about. */
export type Intent = Pick<Received, 'operation' | 'reference' | 'intent'>;

/** What brings someone: a caller's request, a read instead of sending, a webhook. */
export type Role = 'request' | 'reader' | 'webhook';

/** What is known of an actor before it does anything. */
export type Origin = Pick<Actor, 'name' | 'account' | 'intent' | 'role'>;

/** Someone who runs shipped code: a caller's request or a reader. What it does follows from what it was given. */
export type Actor = {
  readonly index: number;
  readonly name: string;
  /** For whom it acts: the provider's account, and of a request the operation, its id and what is asked for. */
  readonly account: string;
  readonly intent: Intent | undefined;
  readonly role: Role;
  /** The attempt that it sends, once it has one. */
  attempt: Attempt | undefined;
  /** The call that it waits for; none once it has ended or died. */
  pending: Pending | undefined;
  isDead: boolean;
  /** Whether something of it left for the provider, as far as anyone can say. */
  mayHaveSent: boolean;
  /** What it threw, which no shipped code may. */
  defect: unknown;
  /** Stands for all that it was given so far: two actors with the same history will do the same. */
  history(): string;
  call(call: Call): Promise<unknown>;
  /** Goes on with the effect's value, until it waits again or ends. */
  resume(at: number, value: unknown): Promise<void>;
  /** Goes on with an error instead. */
  fail(at: number, error: unknown): Promise<void>;
  /** Waits for another call instead, such as for a slow reply. */
  replace(call: Call): void;
  die(): void;
  /** Runs to the first call. */
  start(run: (actor: Actor) => Promise<void>): Promise<void>;
};

export const isLive = ({ pending }: Actor): boolean => pending !== undefined;

export function createActor(index: number, by: Origin): Actor {
  let rest = (): void => undefined;
  let history = '';
  /** Given since the history was last asked for: most of it never is, for a schedule begins as others did. */
  let given: unknown[] = [];
  const untilRest = (go: () => void): Promise<void> =>
    new Promise((resolve) => {
      rest = resolve;
      go();
    });
  const actor: Actor = {
    index,
    ...by,
    attempt: undefined,
    pending: undefined,
    isDead: false,
    mayHaveSent: false,
    defect: undefined,
    history: () => {
      if (given.length > 0) history = hash(history + JSON.stringify(given));
      given = [];
      return history;
    },
    call: (call) =>
      new Promise((resolve, reject) => {
        actor.pending = { ...call, resolve, reject };
        rest();
      }),
    resume: (at, value) => {
      const { pending } = actor;
      actor.pending = undefined;
      given.push(at, value);
      return untilRest(() => pending?.resolve(value));
    },
    fail: (at, error) => {
      const { pending } = actor;
      actor.pending = undefined;
      given.push(at, 'error', error);
      return untilRest(() => pending?.reject(error));
    },
    replace: (call) => {
      if (actor.pending !== undefined) actor.pending = { ...actor.pending, ...call };
      given.push(call.what, call.effect(''));
    },
    die: () => {
      actor.pending = undefined;
      actor.isDead = true;
    },
    start: (run) =>
      untilRest(() => {
        run(actor)
          .catch((error: unknown) => {
            actor.defect = error;
          })
          .finally(() => {
            rest();
          });
      }),
  };
  return actor;
}
