import { minuteMs, secondMs } from '../../functions/platform/clock.ts';
import { reconcile, restMs } from '../../functions/reconciliation/reconcile.ts';
import { openCounter } from '../../functions/recovery/count-open.ts';
import { newProviderReads } from '../../functions/recovery/reads.ts';
import { recover } from '../../functions/recovery/recover.ts';
import { newJob, runAll, type Job, type Running } from './job.ts';
import { dayBegin, dayEnd, outage, planOf, type Parameters } from './plan.ts';
import { showDay } from './provider.ts';
import { simulatedDay } from './table.ts';
import { now, runUntil } from './time.ts';

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

/** As lib/cloud has them. */
const times = {
  recovery: { everyMs: minuteMs, timeoutMs: 55 * secondMs },
  reconciliation: { everyMs: 30 * minuteMs, timeoutMs: 15 * minuteMs },
};

/** Simulates a day: the shipped recovery every minute, the shipped reconciliation as often as its schedule says. */
export async function simulate(
  parameters: Parameters,
  watch: (moment: number) => void,
): Promise<Day> {
  const plan = planOf(parameters);
  const day = simulatedDay(plan, parameters);
  showDay(plan, parameters);
  const findings = new Map<string, number>();
  const [recovery, reconciliation] = [newJob(), newJob()];
  let [lagMs, oldestLagMs] = [0, 0];
  const runningOf = (job: Job): Running => ({
    ...{ job, day, reads: newProviderReads() },
    report: (finding) => findings.set(finding, (findings.get(finding) ?? 0) + 1),
  });
  const count = openCounter();
  void runAll(runningOf(recovery), { ...times.recovery, watch }, async (context) => {
    await recover(context);
    await count(context);
  });
  const seldom = { ...times.reconciliation, watch };
  void runAll(runningOf(reconciliation), seldom, async (context, table) => {
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
