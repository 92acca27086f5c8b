import { randomUUID } from 'node:crypto';
import { komoju } from '../../functions/providers/komoju/komoju.ts';
import type { ProviderReads } from '../../functions/recovery/reads.ts';
import type { RecoveryContext } from '../../functions/recovery/recovery-context.ts';
import { reserveMs } from '../../functions/recovery/scheduled-function.ts';
import { registry } from '../../functions/registry.ts';
import { dayBegin, dayEnd } from './plan.ts';
import { originFor, type Asked } from './provider.ts';
import type { SimulatedDay, SimulatedTable, Units } from './table.ts';
import { livingUntil, now, waitUntil } from './time.ts';

/** What one of the jobs did in the day. */
export type Job = Units & Asked & { runs: number; runMs: number; findings: number };

export const newJob = (): Job => ({
  ...{ reads: 0, writes: 0, pages: 0, objects: 0, throttled: 0, unanswered: 0 },
  ...{ runs: 0, runMs: 0, findings: 0 },
});

/** How often a job is started, and after what time its process dies. */
export type Times = { readonly everyMs: number; readonly timeoutMs: number };

/** A job of the day, with what its process remembers from run to run. */
export type Running = {
  readonly job: Job;
  readonly day: SimulatedDay;
  readonly reads: ProviderReads;
  readonly report: (finding: string) => void;
};

const secret = { account: 'main', values: { secretKey: 'sk_1', webhookSecret: 'w' } };

const line = { time: '', requestId: '', operation: '' };

/** A signal that aborts at a moment. */
function at(moment: number): AbortSignal {
  const controller = new AbortController();
  void waitUntil(moment).then(() => {
    controller.abort();
  });
  return controller.signal;
}

/** What a run has that began now, in a process of its own. */
function contextOf({ job, day, reads, report }: Running, death: number) {
  const living = livingUntil(death);
  const table = day.reachedBy(job, living);
  const access = {
    ...{ provider: komoju, origin: originFor({ asked: job, living }) },
    secret: { current: () => Promise.resolve(secret), refetch: () => Promise.resolve(undefined) },
  };
  const context: RecoveryContext = {
    ...{ store: table.store, indexes: table.indexes, now, token: randomUUID, registry, line },
    providers: new Map([['komoju', access]]),
    reads: new Map([['komoju', reads]]),
    report: (finding) => {
      job.findings += 1;
      report(finding);
    },
    until: at(death - reserveMs.reads),
    writesUntil: at(death - reserveMs.writes),
  };
  return { context, table };
}

/**
 * Runs a job at each of its times until the day ends. A run that is not done in time dies, like that of a Lambda.
 *
 * @param watch is told after each run which moment it is
 */
export async function runAll(
  running: Running,
  { everyMs, timeoutMs, watch }: Times & { readonly watch: (moment: number) => void },
  run: (context: RecoveryContext, table: SimulatedTable) => Promise<unknown>,
): Promise<void> {
  const { job } = running;
  for (let begin = dayBegin + everyMs; begin < dayEnd; begin += everyMs) {
    await waitUntil(begin);
    const death = begin + timeoutMs;
    const { context, table } = contextOf(running, death);
    await Promise.race([run(context, table), waitUntil(death)]);
    job.runs += 1;
    job.runMs += now() - begin;
    watch(now());
  }
}
