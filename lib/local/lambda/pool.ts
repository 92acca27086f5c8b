import type { LocalFunction } from '../template/functions.ts';
import { createConcurrency } from './concurrency.ts';
import { createFunctionProcesses, type FunctionProcesses } from './function-processes.ts';
import { failed, type Invoke } from './invocation.ts';
import type { LambdaProcess } from './process.ts';

/** All Lambda processes of the host. */
export type LambdaPool = {
  readonly invoke: Invoke;
  processes(): { operation: string; pid: number }[];
  /** Starts a process of this function, so that the first request need not. */
  warm(operation: string): void;
  /** Takes other bundles from the next request on: the directory of each operation that has another one. */
  readonly replace: (directories: Readonly<Record<string, string>>) => void;
  /** Tells every process the host's time, and waits until all have it. */
  setClock(): Promise<void>;
  /** Ends the process with this id, as a Lambda that runs out of memory ends. */
  kill(id: string): void;
  readonly close: () => Promise<void>;
};

export type PoolOptions = {
  readonly start: (lambda: LocalFunction) => LambdaProcess;
  readonly onLine: (line: string) => void;
  /** The concurrency of the account; absent: requests to functions without a reservation wait for a process. */
  readonly accountConcurrency?: number | undefined;
};

/** Runs each function in processes of its own: a second one starts when the first is busy, and idle ones are kept. */
export function createLambdaPool(
  lambdas: readonly LocalFunction[],
  { start, onLine, accountConcurrency }: PoolOptions,
): LambdaPool {
  let replaced: Readonly<Record<string, string>> = {};
  const newest = (lambda: LocalFunction): LocalFunction => ({
    ...lambda,
    directory: replaced[lambda.operation] ?? lambda.directory,
  });
  const functions = new Map<string, FunctionProcesses>(
    lambdas.map((lambda) => [
      lambda.operation,
      createFunctionProcesses(lambda, () => start(newest(lambda)), onLine),
    ]),
  );
  const withPlace = createConcurrency(lambdas, accountConcurrency);
  const everyProcess = () => [...functions.values()].flatMap(({ processes }) => [...processes]);
  let isOpen = true;

  return {
    invoke: async (operation, event) => {
      const called = isOpen ? functions.get(operation) : undefined;
      const errorMessage = `No function ${operation} is running here.`;
      return called === undefined
        ? failed('not_started', { errorType: 'ResourceNotFoundException', errorMessage })
        : withPlace(operation, () => called.run(event));
    },
    processes: () => everyProcess().map(({ operation, pid }) => ({ operation, pid })),
    warm: (operation) => functions.get(operation)?.warm(),
    replace: (directories) => {
      replaced = { ...replaced, ...directories };
      for (const operation of Object.keys(directories)) functions.get(operation)?.renew();
    },
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
      for (const one of functions.values()) one.abandon();
      const processes = everyProcess();
      for (const process of processes) process.kill();
      await Promise.all(processes.map(({ ended }) => ended));
    },
  };
}
