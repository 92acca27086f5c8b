import type { OperationId } from '../../functions/operations.ts';
import { minuteMs, secondMs } from '../../functions/platform/clock.ts';
import { concurrently } from '../../functions/platform/concurrently.ts';
import { localSystem, type LocalSystem } from '../support/local.ts';
import { startReceiver } from '../support/receiver.ts';
import { mutationRequests, type Maker } from '../support/mutation-requests.ts';
import { advance } from './advance.ts';
import { deliverToTheEnd, judgeDeliveries, type DeliveriesVerdict } from './deliveries.ts';
import { live, prepare, sendOnce, type Account } from './caller.ts';
import { catchUpToTheEnd, judgeEvents, type EventsVerdict } from './events.ts';
import { judge, type Verdict } from './judge.ts';
import { makerAt } from './maker.ts';
import { randomOf } from '../../lib/host/random.ts';
import { planOf, type Task } from './plan.ts';
import { reconcileBeside, reconcileToTheEnd, type Reconciled } from './recovery.ts';
import { readIds, readRecords, readTruth } from './truth.ts';

export type LoadOptions = {
  readonly seed: number;
  readonly operations: number;
  readonly callers: number;
  /** The synthesized stack; absent: the one of this run of jest. */
  readonly assembly?: (() => Promise<string>) | undefined;
  /** Is called with where the run is. */
  readonly at: (step: string, of?: string) => void;
};

export type LoadResult = {
  readonly accounts: readonly Account[];
  readonly judgements: readonly Verdict[];
  /** One line for each of the first operations that went wrong. */
  readonly findings: readonly string[];
  readonly seconds: number;
  readonly kills: number;
  readonly reconciled: Reconciled;
  readonly events: EventsVerdict;
  readonly deliveries: DeliveriesVerdict;
  readonly isTrue: boolean;
};

/** Between two kills so many operations are done: on a slow machine as many processes die as on a fast one. */
const operationsPerKill = 30;

/** Kills a process of the gateway now and then, as Lambda may at any time. */
type Killer = {
  /** To be called whenever an operation was asked for. */
  readonly count: () => void;
  readonly kills: () => number;
};

function killAtRandom(local: LocalSystem, random: () => number): Killer {
  let operations = 0;
  let kills = 0;
  const killOne = async (): Promise<void> => {
    const processes = await local.processes();
    const victim = processes[Math.floor(random() * processes.length)];
    if (victim === undefined) return;
    try {
      process.kill(victim.pid, 'SIGKILL');
      kills += 1;
    } catch {
      // It ended by itself a moment ago.
    }
  };
  return {
    count: () => {
      operations += 1;
      if (operations % operationsPerKill === 0) void killOne();
    },
    kills: () => kills,
  };
}

/**
 * How long callers that were told nothing definite wait before they come back: first, longer than the lease of a
 * process that was killed; at last, until a search that finds nothing is believed.
 */
const waitsMs = [31 * secondMs, 31 * secondMs, 31 * secondMs, 71 * minuteMs, 71 * minuteMs];

const isUndecided = ({ task, replies: result }: Account): boolean =>
  !task.vanishes && result.length === 0;

/** Longer than the lease of a process that was killed; well within the five minutes for which a change is sent again. */
const patienceMs = 35 * secondMs;

/** More would make a slow machine slower, and then even more would come back. */
const backAtOnce = 50;

/** Lets callers that were told nothing definite ask again after a while, beside those that come new. */
function comeBackSoon(local: LocalSystem, accounts: readonly Account[]): { stop: () => void } {
  const askedAt = new Map<Account, number>();
  const asking = new Set<Account>();
  const ask = async (account: Account): Promise<void> => {
    asking.add(account);
    await sendOnce(local, account).catch(() => undefined);
    asking.delete(account);
    askedAt.set(account, performance.now());
  };
  const timer = setInterval(() => {
    const at = performance.now();
    for (const account of accounts.filter(isUndecided)) {
      const last = askedAt.get(account) ?? at;
      askedAt.set(account, last);
      const isDue = at - last >= patienceMs && !asking.has(account);
      if (isDue && asking.size < backAtOnce) void ask(account);
    }
  }, secondMs);
  return {
    stop: () => {
      clearInterval(timer);
    },
  };
}

/** Everybody who was told nothing definite asks once more. */
async function askAgain(
  local: LocalSystem,
  accounts: readonly Account[],
  { callers, killer }: { callers: number; killer: Killer },
): Promise<void> {
  await concurrently(accounts.filter(isUndecided), { workers: callers }, async (account) => {
    await sendOnce(local, account);
    killer.count();
  });
}

type Run = {
  readonly local: LocalSystem;
  readonly make: Maker;
  readonly killer: Killer;
  readonly options: LoadOptions;
};

async function comeBack(
  { local, killer, options: { callers, at } }: Run,
  accounts: readonly Account[],
): Promise<void> {
  for (const [round, waitMs] of waitsMs.entries()) {
    const open = accounts.filter(isUndecided).length;
    if (open === 0) return;
    at(`round ${round + 1} of those who come back`, `${open}`);
    await local.clearFaults();
    await advance(local, waitMs);
    await askAgain(local, accounts, { callers, killer });
  }
}

async function liveAll(
  { local, make, killer, options }: Run,
  tasks: readonly Task[],
): Promise<readonly Account[]> {
  const accounts: Account[] = [];
  const prefix = `load-${options.seed}`;
  const soon = comeBackSoon(local, accounts);
  await concurrently(tasks, { workers: options.callers }, async (task) => {
    const account = await prepare(local, { task, make, prefix });
    accounts.push(account);
    await live(local, account);
    killer.count();
    options.at('operations', `${accounts.length}/${tasks.length}`);
  });
  soon.stop();
  return accounts;
}

const isWrong = ({ chargedTwice, lost, toldWrong }: Verdict): boolean =>
  chargedTwice || lost || toldWrong;

const findingsMost = 20;

function findingOf(account: Account, judgement: Verdict, record: string | undefined): string {
  const { task, id, replies: result, request } = account;
  const wrongs = Object.entries(judgement).flatMap(([name, is]) => (is === true ? [name] : []));
  const fault = JSON.stringify(task.fault ?? null);
  const statuses = result.map(({ status }) => status).join(' ');
  return `${wrongs.join(' ')}: ${task.operation} ${request.path} ${id ?? 'no id'}, told [${statuses}], record ${record ?? 'none'}, fault ${fault}, ${task.vanishes ? 'gone' : 'stayed'}`;
}

async function compare(
  local: LocalSystem,
  accounts: readonly Account[],
): Promise<Pick<LoadResult, 'judgements' | 'findings'>> {
  const truth = await readTruth(local.simulatorUrl);
  const records = await readRecords(local);
  const idOf = await readIds(local);
  const judged = accounts.map((each) => {
    const account = { ...each, id: each.id ?? idOf(each.task.operation, each.key) };
    const record = records.get(account.id);
    return { account, record, judgement: judge(account, record, truth) };
  });
  const findings = judged
    .filter(({ judgement }) => isWrong(judgement))
    .slice(0, findingsMost)
    .map(({ account, judgement, record }) => findingOf(account, judgement, record));
  return { judgements: judged.map(({ judgement }) => judgement), findings };
}

/** Fails one request in ten, as a shop may. */
const oneInTen = (random: () => number) => (): number => (random() < 0.1 ? 500 : 200);

/** Runs the load on a local system of its own and compares what is true with what was told and kept. */
export async function load(options: LoadOptions): Promise<LoadResult> {
  options.at('starting');
  const { assembly } = options;
  let local: LocalSystem | undefined = undefined;
  const gatewayNow = (): number => Date.now() + (local?.aheadMs() ?? 0);
  const shop = await startReceiver(gatewayNow);
  shop.answer(oneInTen(randomOf(options.seed)));
  const endpoints = { forward: shop.url };
  local = await localSystem({ endpoints, ...(assembly === undefined ? {} : { assembly }) });
  try {
    // What became of a token nobody can see: KOMOJU shows none.
    const operations = (Object.keys(mutationRequests) as OperationId[]).filter(
      (id) => !id.includes('token'),
    );
    const tasks = planOf(options.seed, options.operations, operations);
    const killer = killAtRandom(local, randomOf(options.seed));
    const recovery = reconcileBeside(local);
    const startedAt = performance.now();
    const make = makerAt(local.simulatorUrl);
    const run = { local, make, killer, options };
    const accounts = await liveAll(run, tasks);
    const seconds = (performance.now() - startedAt) / 1000;
    await comeBack(run, accounts);
    // As the minute job would have, before a day passes.
    await catchUpToTheEnd(local, options.at);
    const kills = killer.kills();
    const reconciled = await recovery.stop();
    await reconcileToTheEnd(local, reconciled, options.at);
    await askAgain(local, accounts, { callers: options.callers, killer });
    await catchUpToTheEnd(local, options.at);
    options.at('comparing');
    const compared = await compare(local, accounts);
    const events = await judgeEvents(local);
    await deliverToTheEnd(local, options.at);
    const deliveries = await judgeDeliveries(local, shop);
    const wrong = events.lost + events.doubled + deliveries.lost + deliveries.doubled;
    const isTrue = !compared.judgements.some(isWrong) && wrong === 0;
    return { accounts, seconds, kills, reconciled, events, deliveries, isTrue, ...compared };
  } finally {
    await local.close();
    await shop.close();
  }
}
