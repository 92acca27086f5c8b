import { minuteMs, secondMs } from '../../functions/platform/clock.ts';
import { komoju } from '../../functions/providers/komoju/komoju.ts';
import { reconcile, restMs } from '../../functions/reconciliation/reconcile.ts';
import { newProviderReads } from '../../functions/recovery/reads.ts';
import { recover } from '../../functions/recovery/recover.ts';
import { openCounter } from '../../functions/recovery/count-open.ts';
import type { RecoveryContext } from '../../functions/recovery/recovery-context.ts';
import { registry } from '../../functions/registry.ts';
import { dayBegin, dayEnd, outage, planOf, type Parameters } from './plan.ts';
import { showDay, type Asked } from './provider.ts';
import { simulatedDay, type SimulatedTable, type Units } from './table.ts';
import { now, runUntil, waitUntil } from './time.ts';

/** What one of the jobs did in the day. */
export type Job = Units & Asked & { runs: number; runMs: number; findings: number };

/** What came of a simulated day. */
export type Day = {
  readonly operations: number;
  readonly objects: number;
  readonly unknown: number;
  /** From the provider's return until so many of the outage's operations were known, in milliseconds. */
  readonly ninetyNineMs: number;
  readonly allMs: number;
  /** The longest time from a fresh claim of unknown outcome until it was known, while the backlog was there. */
  readonly freshMs: number;
  /** How far reconciliation was behind at most: at the end of a run, and just before the next. */
  readonly lagMs: number;
  readonly oldestLagMs: number;
  readonly recovery: Job;
  readonly reconciliation: Job;
  readonly findings: ReadonlyMap<string, number>;
};

/** What a Lambda has before it must end, less what is kept for what is under way. */
const recoveryRunMs = 47 * secondMs;
const reconciliationRunMs = 892 * secondMs;
const reconciliationEveryMs = 30 * minuteMs;

const secret = { account: 'main', values: { secretKey: 'sk_1', webhookSecret: 'w' } };

const newJob = (): Job => ({
  ...{ reads: 0, writes: 0, pages: 0, objects: 0, throttled: 0, unanswered: 0 },
  ...{ runs: 0, runMs: 0, findings: 0 },
});

const line = { time: '', requestId: '', operation: '' };

/** Simulates a day: the shipped recovery every minute, the shipped reconciliation as often as its schedule says. */
export async function simulate(
  parameters: Parameters,
  watch: (moment: number) => void,
): Promise<Day> {
  const plan = planOf(parameters);
  const day = simulatedDay(plan, parameters);
  const asked = showDay(plan, parameters);
  const findings = new Map<string, number>();
  const [recovery, reconciliation] = [newJob(), newJob()];
  let [lagMs, oldestLagMs] = [0, 0];

  const contextOf = (job: Job, table: SimulatedTable, reads: RecoveryContext['reads']) => {
    const end = new AbortController();
    const access = {
      ...{ provider: komoju, origin: 'https://komoju.com' },
      secret: { current: () => Promise.resolve(secret), refetch: () => Promise.resolve(undefined) },
    };
    const context: RecoveryContext = {
      ...{ store: table.store, indexes: table.indexes, now, registry, line },
      providers: new Map([['komoju', access]]),
      ...(reads !== undefined && { reads }),
      report: (finding) => {
        job.findings += 1;
        findings.set(finding, (findings.get(finding) ?? 0) + 1);
      },
      until: end.signal,
    };
    return { context, end };
  };
  /** Runs a job at each of its times; a run that lasts longer is beside the next. */
  const schedule = async (
    job: Job,
    times: { readonly everyMs: number; readonly runMs: number },
    run: (context: RecoveryContext, table: SimulatedTable) => Promise<unknown>,
  ): Promise<void> => {
    const reads = new Map([['komoju', newProviderReads()]]);
    for (let at = dayBegin + times.everyMs; at < dayEnd; at += times.everyMs) {
      await waitUntil(at);
      const before = { ...asked };
      const table = day.reachedBy(job);
      const { context, end } = contextOf(job, table, reads);
      void waitUntil(at + times.runMs).then(() => {
        end.abort();
      });
      await run(context, table);
      job.runs += 1;
      job.runMs += now() - at;
      for (const name of ['pages', 'objects', 'throttled', 'unanswered'] as const) {
        job[name] += asked[name] - before[name];
      }
      watch(now());
    }
  };
  const count = openCounter();
  void schedule(recovery, { everyMs: minuteMs, runMs: recoveryRunMs }, async (context) => {
    await recover(context);
    await count(context);
  });
  const everyMs = reconciliationEveryMs;
  void schedule(reconciliation, { everyMs, runMs: reconciliationRunMs }, async (context, table) => {
    const { upTo } = day.cursor() ?? {};
    if (upTo !== undefined) oldestLagMs = Math.max(oldestLagMs, now() - restMs - upTo);
    const counts = await reconcile(context, table.reconciliation);
    lagMs = Math.max(lagMs, counts.lagMs);
  });
  await runUntil(dayBegin, dayEnd);

  const outageKnown: number[] = [];
  let [unknown, freshMs] = [0, 0];
  for (let index = 0; index < plan.count; index += 1) {
    if (plan.isUnknown[index] === 0) continue;
    const [at, known] = [plan.at[index] ?? 0, day.knownAt.get(index) ?? Infinity];
    if (at >= outage.to) freshMs = Math.max(freshMs, known - at);
    else {
      unknown += 1;
      outageKnown.push(Math.max(known - outage.to, 0));
    }
  }
  outageKnown.sort((one, other) => one - other);
  return {
    ...{
      operations: plan.count,
      objects: plan.madeAt.length,
      unknown,
      freshMs,
      lagMs,
      oldestLagMs,
    },
    ninetyNineMs: outageKnown[Math.ceil(unknown * 0.99) - 1] ?? 0,
    allMs: outageKnown.at(-1) ?? 0,
    ...{ recovery, reconciliation, findings },
  };
}
