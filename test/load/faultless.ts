import type { OperationId } from '../../functions/operations.ts';
import { minuteMs } from '../../functions/platform/clock.ts';
import { concurrently } from '../../functions/platform/concurrently.ts';
import { localSystem, type LocalSystem } from '../support/local.ts';
import { watch, type Watch } from '../support/cloudwatch/watch.ts';
import { mutationRequests } from '../support/mutation-requests.ts';
import { live, prepare } from './caller.ts';
import type { LoadOptions } from './load.ts';
import { makerThrough } from './maker-through.ts';
import { planOf, type Task } from './plan.ts';

/** What a load in which nothing goes wrong made of the stack's alarms. */
export type Faultless = {
  readonly operations: number;
  readonly minutes: number;
  /** The alarms that were on at the end of any minute. */
  readonly alarms: readonly string[];
  /** What was reported to a person, by its kind. */
  readonly findings: readonly string[];
};

/** The load is spread over so many minutes: longer than the longest stretch that an alarm of minutes looks at. */
const minutes = 20;

const schedules = ['gateway.recover', 'gateway.catch-up'];

/** What schedules start in a minute; the canary in every fifth. */
async function runSchedules(local: LocalSystem, minute: number): Promise<void> {
  const due = minute % 5 === 0 ? [...schedules, 'gateway.canary'] : schedules;
  for (const operation of due) await local.sandbox('POST', `schedules/${operation}`);
}

/** The tasks without what would go wrong. */
const faultlessPlan = ({ seed, operations }: LoadOptions): Task[] => {
  const ids = Object.keys(mutationRequests) as OperationId[];
  const tasks = planOf(seed, operations, ids);
  return tasks.map((task) => ({ ...task, vanishes: false, fault: undefined }));
};

async function liveThrough(
  { local, watched }: { local: LocalSystem; watched: Watch },
  options: LoadOptions,
): Promise<Set<string>> {
  const tasks = faultlessPlan(options);
  const make = makerThrough(local);
  const perMinute = Math.ceil(tasks.length / minutes);
  const on = new Set<string>();
  for (let minute = 0; minute < minutes; minute += 1) {
    const now = tasks.slice(minute * perMinute, (minute + 1) * perMinute);
    await concurrently(now, { workers: options.callers }, async (task) =>
      live(local, await prepare(local, { task, make, prefix: `faultless-${options.seed}` })),
    );
    // A minute leaves them time to arrive.
    await local.sandbox('POST', 'webhooks/wait');
    await local.sandbox('POST', 'clock', { advanceMs: minuteMs });
    await runSchedules(local, minute);
    // Before the first run of a schedule its silence is an alarm, as in a new stack.
    if (minute >= 2) for (const name of watched.alarmsOn()) on.add(name);
    options.at(
      'minutes without faults',
      `${minute + 1}/${minutes}: ${[...on].join(' ') || 'no alarm'}`,
    );
  }
  return on;
}

/**
 * A load in which nothing goes wrong, on a local system of its own, with all that schedules start: none of the stack's
 * alarms may go on.
 */
export async function faultless(options: LoadOptions): Promise<Faultless> {
  options.at('starting');
  const assembly = await options.assembly?.();
  const local = await localSystem(assembly === undefined ? {} : { assembly });
  try {
    const watched = watch(local, assembly);
    await local.sandbox('POST', 'schedules/gateway.reconcile');
    await runSchedules(local, 0);
    const alarms = await liveThrough({ local, watched }, options);
    const findings = new Set(
      local.log.flatMap((line) => /"finding":"(\w+)"/.exec(line)?.[1] ?? []),
    );
    return {
      operations: options.operations,
      minutes,
      alarms: [...alarms],
      findings: [...findings],
    };
  } finally {
    await local.close();
  }
}
