import type { Invocation, Invoke } from './invocation.ts';
import type { LocalSchedule } from '../template/schedules.ts';

/** The functions that rules of the template start at regular intervals. */
export type Schedules = {
  /** The functions that a rule starts. */
  readonly operations: readonly string[];
  /** Starts a function now, as its rule would; undefined where no rule starts it. */
  start(operation: string): Promise<Invocation | undefined>;
  /** Starts each function at its interval, by the machine's own clock. Returns what stops that. */
  run(): () => void;
};

/** The part of EventBridge's event that is always the same. */
const event = { version: '0', source: 'aws.events', 'detail-type': 'Scheduled Event', detail: {} };

export function createSchedules(
  schedules: readonly LocalSchedule[],
  { invoke, now }: { readonly invoke: Invoke; readonly now: () => number },
): Schedules {
  const startNow = (operation: string): Promise<Invocation> =>
    invoke(operation, { ...event, time: new Date(now()).toISOString() });
  const operations = schedules.map(({ operation }) => operation);
  return {
    operations,
    start: async (operation) => (operations.includes(operation) ? startNow(operation) : undefined),
    run: () => {
      const timers = schedules.map(({ operation, everyMs }) =>
        setInterval(() => void startNow(operation), everyMs),
      );
      return () => {
        for (const timer of timers) clearInterval(timer);
      };
    },
  };
}
