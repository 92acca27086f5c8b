/** Goes through one bounded world in a process of its own; what it finds goes to its parent. */
import { explore, tell, type Found } from './explore.ts';
import { price, scenarios } from '../worlds/scenarios.ts';
import { stopDeadlines } from '../never.ts';

/** What a worker is told, as its only argument. */
export type Task = {
  readonly scenario: string;
  /** Schedules at most, and violations at most. */
  readonly schedules: number;
  readonly violations: number;
  /** Tells this schedule instead of going through all. */
  readonly tape?: string | undefined;
};

/** What a worker says. */
export type Said =
  | { readonly kind: 'progress'; readonly schedules: number }
  | ({ readonly kind: 'found' } & Found)
  | { readonly kind: 'story'; readonly story: readonly string[] };

const task = JSON.parse(process.argv[2] ?? '{}') as Task;
const say = (said: Said): void => void process.send?.(said);

async function run(): Promise<void> {
  stopDeadlines();
  // What goes wrong in a world is told as its story, and a stack for each costs more than the rest of a schedule.
  Error.stackTraceLimit = 0;
  const scenario = [...scenarios, ...price].find(({ name }) => name === task.scenario);
  if (scenario === undefined) throw new Error(`There is no world ${task.scenario}.`);
  if (task.tape !== undefined) {
    say({ kind: 'story', story: await tell(scenario, task.tape) });
    return;
  }
  const watch = (schedules: number): boolean => {
    say({ kind: 'progress', schedules });
    return schedules < task.schedules;
  };
  say({ kind: 'found', ...(await explore(scenario, { most: task.violations, watch })) });
}

void run().then(() => {
  process.disconnect();
});
