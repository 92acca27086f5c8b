import { failed, type Invoke } from './invocation.ts';
import { createFunctionProcesses } from './function-processes.ts';
import type { LambdaProcess } from './process.ts';
import type { LocalFunction } from '../template/template.ts';

/** All Lambda processes of the host. */
export type LambdaPool = {
  readonly invoke: Invoke;
  processes(): { operation: string; pid: number }[];
  /** Starts a process of this function, so that the first request need not. */
  warm(operation: string): void;
  /** Tells every process the host's time, and waits until all have it. */
  setClock(): Promise<void>;
  /** Ends the process with this id, as a Lambda that runs out of memory ends. */
  kill(id: string): void;
  readonly close: () => Promise<void>;
};

/** Runs each function in processes of its own: a second one starts when the first is busy, and idle ones are kept. */
export function createLambdaPool(
  functions: readonly LocalFunction[],
  start: (lambda: LocalFunction) => LambdaProcess,
  onLine: (line: string) => void,
): LambdaPool {
  const lanes = new Map(
    functions.map((lambda) => [
      lambda.operation,
      createFunctionProcesses(lambda.operation, () => start(lambda), onLine),
    ]),
  );
  const everyProcess = () => [...lanes.values()].flatMap(({ processes }) => [...processes]);
  let isOpen = true;

  return {
    invoke: async (operation, event) => {
      const lane = isOpen ? lanes.get(operation) : undefined;
      const errorMessage = `No function ${operation} is running here.`;
      return lane === undefined
        ? failed('not_started', { errorType: 'ResourceNotFoundException', errorMessage })
        : lane.run(event);
    },
    processes: () => everyProcess().map(({ operation, pid }) => ({ operation, pid })),
    warm: (operation) => lanes.get(operation)?.warm(),
    setClock: async () => {
      await Promise.all(everyProcess().map((process) => process.setClock()));
    },
    kill: (id) => {
      everyProcess()
        .find((process) => process.id === id)
        ?.kill();
    },
    close: async () => {
      isOpen = false;
      for (const lane of lanes.values()) lane.abandon();
      const processes = everyProcess();
      for (const process of processes) process.kill();
      await Promise.all(processes.map(({ ended }) => ended));
    },
  };
}
