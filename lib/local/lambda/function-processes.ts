import { saysUnauthorized, type Invocation } from './invocation.ts';
import type { LocalFunction } from '../template/functions.ts';
import type { LambdaProcess } from './process.ts';

/** One function and its processes. */
export type FunctionProcesses = {
  readonly processes: ReadonlySet<LambdaProcess>;
  run(event: unknown): Promise<Invocation>;
  /** Starts one process ahead of the first request. */
  warm(): void;
  /** Lets no further request run in the processes that there are: each ends, or does after the request that it has. */
  renew(): void;
  /**
   * Forgets the requests that wait, because the host closes; otherwise each would start another process. From then on
   * the end of a process is not reported.
   */
  abandon(): void;
};

/**
 * A new AWS account has 10 processes for all functions together, and on a machine with two cores more would only
 * compete for the processor. A request beyond this number waits. A function with a reservation has as many processes as
 * that says.
 */
const maxProcesses = 8;

/**
 * Runs one function. Every request has a process to itself while it runs, as in Lambda: the process that became idle
 * last, else a new one, else the first that becomes free.
 */
export function createFunctionProcesses(
  { operation, reservedConcurrency }: Pick<LocalFunction, 'operation' | 'reservedConcurrency'>,
  start: () => LambdaProcess,
  onLine: (line: string) => void,
): FunctionProcesses {
  const processes = new Set<LambdaProcess>();
  const idle: LambdaProcess[] = [];
  const retired = new WeakSet<LambdaProcess>();
  const waiting: ((process: LambdaProcess | undefined) => void)[] = [];
  let isAbandoned = false;
  const report = reporter(operation, (line) => {
    // A process that ends because the host closes has not failed.
    if (!isAbandoned) onLine(line);
  });

  const begin = (): LambdaProcess => {
    const process = start();
    processes.add(process);
    void process.ended.then(() => {
      processes.delete(process);
      const place = idle.indexOf(process);
      if (place >= 0) idle.splice(place, 1);
      // A waiting request may start a new process now.
      waiting.shift()?.(undefined);
    });
    return process;
  };
  const take = async (): Promise<LambdaProcess> => {
    const last = idle.pop();
    if (last !== undefined) return last;
    if (processes.size < (reservedConcurrency ?? maxProcesses)) return begin();
    const freed = await new Promise<LambdaProcess | undefined>((resolve) => {
      waiting.push(resolve);
    });
    return freed ?? take();
  };
  const release = (process: LambdaProcess) => {
    // It may have died between its answer and here.
    if (!processes.has(process)) return;
    if (retired.has(process)) {
      process.kill();
      return;
    }
    const next = waiting.shift();
    if (next === undefined) idle.push(process);
    else next(process);
  };

  return {
    processes,
    run: async (event) => {
      const process = await take();
      const invocation = (await process.started) ?? (await process.invoke(event));
      report(invocation);
      // A process that answered, even with an error, can be used again; any other has ended or is about to.
      if (invocation.kind === 'answered' || invocation.why === 'threw') release(process);
      return invocation;
    },
    warm: () => {
      const process = begin();
      // The first request takes it at once and waits until it has started.
      idle.push(process);
      void process.started.then((failure) => {
        if (failure !== undefined && !retired.has(process)) report(failure);
      });
    },
    renew: () => {
      for (const process of processes) retired.add(process);
      for (const process of idle.splice(0)) process.kill();
    },
    abandon: () => {
      isAbandoned = true;
      waiting.length = 0;
    },
  };
}

/** Writes to the log what CloudWatch would show. A bundle that cannot be loaded is named once, not at every request. */
function reporter(
  operation: string,
  onLine: (line: string) => void,
): (invocation: Invocation) => void {
  const written = new Set<string>();
  return (invocation) => {
    // An unknown key is its caller's mistake. The answer says so, and the log need not.
    if (invocation.kind === 'answered' || saysUnauthorized(invocation)) return;
    const { why, error } = invocation;
    const line = JSON.stringify({ level: 'ERROR', operation, why, ...error });
    if (why === 'not_started' && written.has(line)) return;
    written.add(line);
    onLine(line);
  };
}
