import { fork } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { text } from 'node:stream/consumers';
import type { Said, Task } from './worker.ts';

type Answer = Exclude<Said, { kind: 'progress' }>;

/** Runs one task in a process of its own. @throws Error with what the process complained of */
export async function work(
  bundle: string,
  task: Task,
  onProgress: (schedules: number) => void = () => undefined,
): Promise<Answer> {
  const worker = fork(bundle, [JSON.stringify(task)], {
    execArgv: [],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let answer: Answer | undefined;
  worker.on('message', (said: Said) => {
    if (said.kind === 'progress') onProgress(said.schedules);
    else answer = said;
  });
  const complaint = worker.stderr === null ? '' : text(worker.stderr);
  await once(worker, 'exit');
  if (answer === undefined) throw new Error(`The world ${task.scenario}: ${await complaint}`);
  return answer;
}

/**
 * Does `act` for every item, as many at a time as there are processors; who starts first is the first item. After the
 * first that fails none is begun.
 */
export async function onAllProcessors<Item>(
  items: readonly Item[],
  act: (item: Item, processor: number) => Promise<void>,
): Promise<void> {
  const rest = [...items].reverse();
  const processor = async (_: unknown, index: number): Promise<void> => {
    try {
      for (let item = rest.pop(); item !== undefined; item = rest.pop()) await act(item, index);
    } catch (error) {
      rest.length = 0;
      throw error;
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, processor));
}
