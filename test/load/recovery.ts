import { setTimeout as wait } from 'node:timers/promises';
import { hourMs, minuteMs, secondMs } from '../../functions/platform/clock.ts';
import type { LocalSystem } from '../support/local.ts';
import { advance } from './advance.ts';

/** What recovery did in all its runs. */
export type Reconciled = { runs: number; failed: number; recovered: number };

/** One run. It is killed like any other function now and then, and the next one goes on. */
async function run(local: LocalSystem, sum: Reconciled): Promise<number> {
  sum.runs += 1;
  try {
    const counts = await local.sandbox('POST', 'schedules/gateway.recover');
    const { due = 0, recovered = 0 } = counts as Record<string, number>;
    sum.recovered += recovered;
    return due;
  } catch {
    sum.failed += 1;
    return 1;
  }
}

/** Runs it every second beside the callers, until it is told to stop. */
export function reconcileBeside(local: LocalSystem): { stop: () => Promise<Reconciled> } {
  const sum: Reconciled = { runs: 0, failed: 0, recovered: 0 };
  const completion = new AbortController();
  const over = (async () => {
    while (!completion.signal.aborted) {
      await run(local, sum);
      await wait(secondMs);
    }
  })();
  return {
    stop: async () => {
      completion.abort();
      await over;
      return sum;
    },
  };
}

/** How far the clock goes on between the last looks: the quarantine, then what a list may lag, twice. */
const waitsMs = [minuteMs, 25 * hourMs, 11 * minuteMs, hourMs];

/** Lets the time pass after which whatever can be known is known. */
export async function reconcileToTheEnd(
  local: LocalSystem,
  sum: Reconciled,
  at: (step: string, of?: string) => void,
): Promise<void> {
  await local.clearFaults();
  for (const waitMs of waitsMs) {
    await advance(local, waitMs);
    do at('reconciling', `${sum.recovered} ended`);
    while ((await run(local, sum)) > 0);
  }
}
