import type { OperationId } from '../../functions/operations.ts';
import { localSystem, type LocalSystem } from '../support/local.ts';
import { onceRequests, type Maker } from '../support/once-requests.ts';
import { live, prepare, sendOnce, type Account } from './caller.ts';
import { judge, type Verdict } from './judge.ts';
import { makerAt } from './maker.ts';
import { planOf, randomOf, type Task } from './plan.ts';
import { reconcileBeside, reconcileToTheEnd, type Reconciled } from './reconciler.ts';
import { readIds, readRecords, readTruth } from './truth.ts';

export type LoadOptions = {
  readonly seed: number;
  readonly operations: number;
  readonly callers: number;
  /** The synthesized stack; absent: the one of this run of jest. */
  readonly assembly?: (() => Promise<string>) | undefined;
  /** Told where the run is. */
  readonly at: (step: string, of?: string) => void;
};

export type LoadResult = {
  readonly accounts: readonly Account[];
  readonly verdicts: readonly Verdict[];
  /** One line for each of the first operations that went wrong. */
  readonly findings: readonly string[];
  readonly seconds: number;
  readonly kills: number;
  readonly reconciled: Reconciled;
  readonly isTrue: boolean;
};

/** Does `work` for all items, so many at a time. */
async function concurrently<Item>(
  items: readonly Item[],
  workers: number,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const rest = [...items].reverse();
  const worker = async (): Promise<void> => {
    for (let item = rest.pop(); item !== undefined; item = rest.pop()) await work(item);
  };
  await Promise.all(Array.from({ length: workers }, worker));
}

const killEveryMs = 500;

/** Kills a process of the gateway now and then, as Lambda may at any time, until it is told to stop. */
function killAtRandom(local: LocalSystem, random: () => number): { stop: () => number } {
  let kills = 0;
  const timer = setInterval(() => {
    void local.processes().then((processes) => {
      const victim = processes[Math.floor(random() * processes.length)];
      if (victim === undefined) return;
      try {
        process.kill(victim.pid, 'SIGKILL');
        kills += 1;
      } catch {
        // It ended by itself a moment ago.
      }
    });
  }, killEveryMs);
  return {
    stop: () => {
      clearInterval(timer);
      return kills;
    },
  };
}

const secondMs = 1000;
const minuteMs = 60 * secondMs;

/**
 * How long callers that were told nothing definite wait before they come back: first, longer than the lease of a
 * process that was killed; at last, until a search that finds nothing is believed.
 */
const waitsMs = [31 * secondMs, 31 * secondMs, 31 * secondMs, 71 * minuteMs, 71 * minuteMs];

async function comeBack(
  local: LocalSystem,
  accounts: readonly Account[],
  { callers, at }: LoadOptions,
): Promise<void> {
  for (const [round, waitMs] of waitsMs.entries()) {
    const open = accounts.filter(({ task, told }) => !task.vanishes && told.length === 0);
    if (open.length === 0) return;
    at(`round ${round + 1} of those who come back`, `${open.length}`);
    await local.clearFaults();
    await local.advanceClock(waitMs);
    await concurrently(open, callers, async (account) => {
      await sendOnce(local, account);
    });
  }
}

type Run = { readonly local: LocalSystem; readonly make: Maker; readonly options: LoadOptions };

async function liveAll(
  { local, make, options }: Run,
  tasks: readonly Task[],
): Promise<readonly Account[]> {
  const accounts: Account[] = [];
  const prefix = `load-${options.seed}`;
  await concurrently(tasks, options.callers, async (task) => {
    const account = await prepare(local, { task, make, prefix });
    accounts.push(account);
    await live(local, account);
    options.at('operations', `${accounts.length}/${tasks.length}`);
  });
  return accounts;
}

const isWrong = ({ chargedTwice, lost, toldWrong }: Verdict): boolean =>
  chargedTwice || lost || toldWrong;

const findingsMost = 20;

function findingOf(account: Account, verdict: Verdict, record: string | undefined): string {
  const { task, id, told, request } = account;
  const wrongs = Object.entries(verdict).flatMap(([name, is]) => (is === true ? [name] : []));
  const fault = JSON.stringify(task.fault ?? null);
  const statuses = told.map(({ status }) => status).join(' ');
  return `${wrongs.join(' ')}: ${task.operation} ${request.path} ${id ?? 'no id'}, told [${statuses}], record ${record ?? 'none'}, fault ${fault}, ${task.vanishes ? 'gone' : 'stayed'}`;
}

async function compare(
  local: LocalSystem,
  accounts: readonly Account[],
): Promise<Pick<LoadResult, 'verdicts' | 'findings'>> {
  const truth = await readTruth(local.simulatorUrl);
  const records = await readRecords(local);
  const idOf = await readIds(local);
  const judged = accounts.map((each) => {
    const account = { ...each, id: each.id ?? idOf(each.task.operation, each.key) };
    const record = records.get(account.id);
    return { account, record, verdict: judge(account, record, truth) };
  });
  const findings = judged
    .filter(({ verdict }) => isWrong(verdict))
    .slice(0, findingsMost)
    .map(({ account, verdict, record }) => findingOf(account, verdict, record));
  return { verdicts: judged.map(({ verdict }) => verdict), findings };
}

/** Runs the load on a local system of its own and compares what is true with what was told and kept. */
export async function load(options: LoadOptions): Promise<LoadResult> {
  options.at('starting');
  const { assembly } = options;
  const local = await localSystem(assembly === undefined ? {} : { assembly });
  try {
    const operations = Object.keys(onceRequests) as OperationId[];
    const tasks = planOf(options.seed, options.operations, operations);
    const killer = killAtRandom(local, randomOf(options.seed));
    const reconciler = reconcileBeside(local);
    const startedAt = performance.now();
    const make = makerAt(local.simulatorUrl);
    const accounts = await liveAll({ local, make, options }, tasks);
    const seconds = (performance.now() - startedAt) / 1000;
    await comeBack(local, accounts, options);
    const kills = killer.stop();
    const reconciled = await reconciler.stop();
    await reconcileToTheEnd(local, reconciled, options.at);
    options.at('comparing');
    const compared = await compare(local, accounts);
    const isTrue = !compared.verdicts.some(isWrong);
    return { accounts, seconds, kills, reconciled, isTrue, ...compared };
  } finally {
    await local.close();
  }
}
