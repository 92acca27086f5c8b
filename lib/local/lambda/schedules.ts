import type { Invocation, Invoke } from './invocation.ts';
import type { LocalSchedule } from '../template/template.ts';

/** What the template's rules start by themselves. */
export type Schedules = {
  /** Starts a function now, as its rule would; undefined where no rule starts it. */
  start(operation: string): Promise<Invocation | undefined>;
  /** Starts each by the machine's own clock; what it gives back stops that. */
  run(): () => void;
};

/** The part of EventBridge's event that does not differ from start to start. */
const event = { version: '0', source: 'aws.events', 'detail-type': 'Scheduled Event', detail: {} };

export function createSchedules(
  schedules: readonly LocalSchedule[],
  { invoke, now }: { readonly invoke: Invoke; readonly now: () => number },
): Schedules {
  const begin = (operation: string): Promise<Invocation> =>
    invoke(operation, { ...event, time: new Date(now()).toISOString() });
  return {
    start: async (operation) =>
      schedules.some((schedule) => schedule.operation === operation) ? begin(operation) : undefined,
    run: () => {
      const timers = schedules.map(({ operation, everyMs }) =>
        setInterval(() => void begin(operation), everyMs),
      );
      return () => {
        for (const timer of timers) clearInterval(timer);
      };
    },
  };
}
