import { describe, expect, test } from '@jest/globals';
import type { Effect } from '../../functions/operations.ts';
import type { LocalOptions } from '../../lib/local/local.ts';
import type { LocalReply } from '../support/local.ts';
import { link, links } from '../support/mutation-requests.ts';
import { runAssembly } from '../support/run-assembly.ts';
import { card, newKey, payments, shown } from './orders.ts';
import { operationOf, startSystem, type System } from './system.ts';

/*
 * KOMOJU answers nothing for five minutes, while a hundred callers want to pay by it. Time-outs are real here; between
 * the rounds the clock is moved.
 */

/** A tenth of what a real account reserves: with every provider these are 94 of a hundred. */
const reservedConcurrency: Record<Effect, number> = {
  mutation: 3,
  read: 3,
  'record-read': 2,
  inbox: 2,
  background: 1,
  health: 1,
  delivery: 1,
  canary: 1,
  authorizer: 3,
};

const callers = 100;
const roundMs = 150_000;

const order = { amount: 1000, currency: 'JPY', payment_details: card };

type Timed = { readonly name: string; readonly reply: LocalReply; readonly ms: number };

async function timed(name: string, call: () => Promise<LocalReply>): Promise<Timed> {
  const startedAt = performance.now();
  const reply = await call();
  return { name, reply, ms: Math.round(performance.now() - startedAt) };
}

/** A link that was made and whose answer was lost: recovery has to find it. */
async function loseLink(local: System): Promise<string> {
  const match = 'POST /coiney/api/v1/payments';
  await local.fault({ on: 'coiney', match, kind: 'drop_after_accept' });
  const body = { ...link, metadata: {} };
  const lost = await local.call('POST', links, { body, idempotencyKey: newKey() });
  expect(lost.status).toBe(409);
  return operationOf(lost);
}

type Round = {
  /** The answers of those who wanted to pay by KOMOJU. */
  readonly komoju: readonly LocalReply[];
  readonly coiney: readonly Timed[];
  readonly health: Timed;
  readonly recovery: { readonly recovered: number | undefined; readonly ms: number };
  /** The state of the operation at Coiney whose answer had been lost. */
  readonly lost: string | undefined;
};

/** Waits until KOMOJU has so many requests under way: whoever of the callers has a place then has taken it. */
async function untilHeld(local: System, held: number): Promise<void> {
  let open = 0;
  while (open < held) {
    const requests = await local.requests();
    open = requests.filter(({ method, endedAt }) => method === 'POST' && endedAt === null).length;
  }
}

/** A hundred callers at once, and meanwhile what has nothing to do with KOMOJU. */
async function round(local: System, lost: string, held: number): Promise<Round> {
  // The callers' key is known: what is tried is not how the imitated API Gateway begins to keep a policy.
  await local.call('GET', '/gateway/v1/operations/none');
  const paying = Promise.all(
    Array.from({ length: callers }, () =>
      local.call('POST', payments, { body: order, idempotencyKey: newKey() }),
    ),
  );
  await untilHeld(local, held);
  const startedAt = performance.now();
  const recovering = local.runs('gateway.recover').then(
    ({ recovered }) => ({ recovered, ms: Math.round(performance.now() - startedAt) }),
    () => ({ recovered: undefined, ms: Math.round(performance.now() - startedAt) }),
  );
  const health = timed('health', () => local.call('GET', '/gateway/v1/health'));
  const coiney: Timed[] = [];
  for (let count = 0; count < 5; count += 1) {
    const idempotencyKey = newKey();
    coiney.push(
      await timed('create', () => local.call('POST', links, { body: link, idempotencyKey })),
      await timed('list', () => local.call('GET', links)),
    );
  }
  const recovery = await recovering;
  const state = (await local.item(lost))?.['st']?.S;
  return { komoju: await paying, coiney, health: await health, recovery, lost: state };
}

const count = (replies: readonly LocalReply[], status: number): number =>
  replies.filter((reply) => reply.status === status).length;

function print(title: string, { komoju, coiney, health, recovery, lost }: Round): void {
  const told = coiney.map(({ name, reply, ms }) => `${name} ${reply.status} ${ms} ms`).join(', ');
  process.stdout.write(
    `${title}: KOMOJU ${count(komoju, 409)} × 409, ${count(komoju, 504)} × 504; Coiney ${told}; ` +
      `health ${health.reply.status} ${health.ms} ms; recovery ended ${recovery.recovered ?? 'nothing'} ` +
      `after ${recovery.ms} ms, Coiney's ${lost ?? '?'}\n`,
  );
}

/** Lets KOMOJU hang, then asks so often; two rounds are five minutes of the system's clock. */
async function whileKomojuHangs(
  { rounds, held }: { readonly rounds: number; readonly held: number },
  options: Partial<LocalOptions>,
): Promise<readonly Round[]> {
  const local = await startSystem(options);
  try {
    const seen: Round[] = [];
    for (let number = 0; number < rounds; number += 1) {
      const lost = await loseLink(local);
      await local.advanceClock(roundMs);
      await local.fault({ on: 'komoju', kind: 'slow', delayMs: 600_000, times: 10_000 });
      seen.push(await round(local, lost, held));
      await local.clearFaults();
    }
    return seen;
  } finally {
    await local.close();
  }
}

/** Everybody is told that nothing is decided, and to send the same again. */
function expectAskedAgain(replies: readonly LocalReply[]): void {
  expect(replies.map((reply) => [shown(reply).error.code, adviceOf(reply)])).toEqual(
    replies.map(() => ['outcome_unknown', 'same_request']),
  );
}

const adviceOf = (reply: LocalReply): string | null => reply.headers.get('x-retry-advice');

describe('a provider that hangs', () => {
  test('fills its own functions only: the other one, health and recovery go on', async () => {
    const assembly = runAssembly({ reservedConcurrency });
    const rounds = await whileKomojuHangs(
      { rounds: 2, held: reservedConcurrency.mutation },
      { assembly, accountConcurrency: 100 },
    );

    for (const [number, seen] of rounds.entries()) {
      print(`round ${number + 1}`, seen);
      const { komoju, coiney, health, recovery, lost } = seen;
      expect(count(komoju, 409)).toBe(reservedConcurrency.mutation);
      expect(count(komoju, 504)).toBe(callers - reservedConcurrency.mutation);
      expectAskedAgain(komoju);
      expect(new Set(coiney.map(({ name, reply }) => `${name} ${reply.status}`))).toEqual(
        new Set(['create 201', 'list 200']),
      );
      expect(health.reply.json).toMatchObject({
        parts: {
          ...{ 'komoju.origin': 'unavailable', 'coiney.origin': 'ok', 'coiney.secret': 'ok' },
          table: 'ok',
        },
      });
      expect(recovery.recovered).toBeGreaterThanOrEqual(1);
      expect(lost).toBe('SUCCEEDED');
    }
  }, 240_000);

  // A new account's ten places; the local system runs eight of them, and two wait.
  test('takes everything with it where nothing is reserved', async () => {
    const [seen] = await whileKomojuHangs({ rounds: 1, held: 8 }, { accountConcurrency: 10 });

    if (seen === undefined) throw new Error('There was no round.');
    print('nothing reserved', seen);
    expectAskedAgain(seen.komoju);
    expect(seen.coiney[0]?.reply.status).toBe(504);
    expect(seen.recovery.recovered).toBeUndefined();
    expect(seen.lost).toBe('PENDING');
  }, 180_000);
});
