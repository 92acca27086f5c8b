import { setTimeout as delay } from 'node:timers/promises';
import type { LocalReply } from '../support/local.ts';
import { link, links } from '../support/mutation-requests.ts';
import { konbini, newKey, payments } from './orders.ts';
import { operationOf, type System } from './system.ts';

/* Requests that never stop, while something is changed below them. */

/** One thing that was made, at whichever provider. */
export type MadeUnderLoad = {
  readonly provider: 'komoju' | 'coiney';
  /** The provider's id of it, and that of its operation. */
  readonly id: string;
  readonly operation: string;
};

export type SteadyLoad = {
  /** Everything that was made so far. */
  readonly made: readonly MadeUnderLoad[];
  /** What was answered otherwise than it should be: each is a failure. */
  readonly failures: readonly string[];
  /** How many requests of each client were answered so far. */
  readonly answered: () => readonly number[];
  /** Until so many rounds more have begun and ended, each of a create, its replay, a read and money at both providers. */
  readonly rounds: (count: number) => Promise<void>;
  readonly stop: () => Promise<void>;
};

/** How many clients there are, each with one request at a time. */
const clients = 3;

/**
 * Begins the load.
 *
 * @param key the key of the gateway to use from the next request on
 */
export function steadyLoad(local: System, key: () => string): SteadyLoad {
  const made: MadeUnderLoad[] = [];
  const failures: string[] = [];
  const answered = Array.from({ length: clients }, () => 0);
  let [isOver, rounds] = [false, 0];

  const expectStatus = async (
    [client, wanted]: readonly [number, number],
    [method, path]: readonly [string, string],
    call: object = {},
  ): Promise<LocalReply> => {
    const reply = await local.call(method, path, { key: key(), ...call });
    answered[client] = (answered[client] ?? 0) + 1;
    if (reply.status !== wanted) {
      failures.push(`round ${rounds}: ${method} ${path}: ${reply.status} ${reply.body}`);
    }
    return reply;
  };
  const round = async (
    client: number,
    [provider, path]: readonly [MadeUnderLoad['provider'], string],
    [body, status]: readonly [object, number],
  ): Promise<void> => {
    const order = { body, idempotencyKey: newKey() };
    const first = await expectStatus([client, status], ['POST', path], order);
    const replay = await expectStatus([client, status], ['POST', path], order);
    if (replay.body !== first.body) failures.push(`round ${rounds}: ${path}: another answer`);
    const { id = '' } = first.json as { id?: string };
    if (id === '') return;
    made.push({ provider, id, operation: operationOf(first) });
    await expectStatus([client, 200], ['GET', `${path}/${id}`]);
    await local.sandbox('POST', `${provider}/payments/${id}/pay`);
  };
  const run = async (client: number): Promise<void> => {
    while (!isOver) {
      const cash = { amount: 1000, currency: 'JPY', tax: 0, payment_details: konbini };
      await round(client, ['komoju', payments], [cash, 200]);
      await round(client, ['coiney', links], [link, 201]);
      rounds += 1;
    }
  };
  const running = answered.map((_none, client) => run(client));
  const failed = Promise.all(running).then(() => undefined);
  return {
    made,
    failures,
    answered: () => [...answered],
    rounds: async (count) => {
      // Those that are under way began before.
      const until = rounds + count + clients;
      while (rounds < until) await Promise.race([failed, delay(20)]);
    },
    stop: async () => {
      isOver = true;
      await failed;
    },
  };
}
