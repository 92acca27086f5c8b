import { saysUnauthorized, type Invocation } from './invocation.ts';
import type { LambdaProcess } from './process.ts';

/** One function and its processes. */
export type FunctionProcesses = {
  readonly processes: ReadonlySet<LambdaProcess>;
  run(event: unknown): Promise<Invocation>;
  /** Starts one process ahead of the first request. */
  warm(): void;
  /** Nobody waits any more; a waiting request would only start another process. */
  abandon(): void;
};

/**
 * Most processes of one function. A new AWS account has 10 for all of them together, and on a machine with two cores
 * more would only take each other's turns. Requests beyond it wait, as nothing local should refuse for load.
 */
const processesMost = 8;

/**
 * Gives every request a process of its own for as long as it lasts, as Lambda does: the last one that became idle,
 * else a new one, else the first that becomes free.
 */
export function createFunctionProcesses(
  operation: string,
  start: () => LambdaProcess,
  onLine: (line: string) => void,
): FunctionProcesses {
  const processes = new Set<LambdaProcess>();
  const idle: LambdaProcess[] = [];
  const waiting: ((process: LambdaProcess | undefined) => void)[] = [];
  const report = reporter(operation, onLine);

  const begin = (): LambdaProcess => {
    const process = start();
    processes.add(process);
    void process.ended.then(() => {
      processes.delete(process);
      const place = idle.indexOf(process);
      if (place >= 0) idle.splice(place, 1);
      // Its place is free: whoever waits may start a process of their own.
      waiting.shift()?.(undefined);
    });
    return process;
  };
  const take = async (): Promise<LambdaProcess> => {
    const last = idle.pop();
    if (last !== undefined) return last;
    if (processes.size < processesMost) return begin();
    const handedOver = await new Promise<LambdaProcess | undefined>((resolve) => {
      waiting.push(resolve);
    });
    return handedOver ?? take();
  };
  const undoClaim = (process: LambdaProcess) => {
    // It may have died between its answer and here.
    if (!processes.has(process)) return;
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
      // A process that answered, even with an error, is as good as before; any other is gone or about to be.
      if (invocation.kind === 'answered' || invocation.why === 'threw') undoClaim(process);
      return invocation;
    },
    warm: () => {
      const process = begin();
      // Already for the first request, which waits until it has started.
      idle.push(process);
      void process.started.then((failure) => {
        if (failure !== undefined) report(failure);
      });
    },
    abandon: () => {
      waiting.length = 0;
    },
  };
}

/** Says on the log what CloudWatch would show; a bundle that cannot be loaded is named once, not at every request. */
function reporter(
  operation: string,
  onLine: (line: string) => void,
): (invocation: Invocation) => void {
  const complaints = new Set<string>();
  return (invocation) => {
    // A key that nobody knows is its caller's mistake: what it was answered is enough.
    if (invocation.kind === 'answered' || saysUnauthorized(invocation)) return;
    const { why, error } = invocation;
    const line = JSON.stringify({ level: 'ERROR', operation, why, ...error });
    if (why === 'not_started' && complaints.has(line)) return;
    complaints.add(line);
    onLine(line);
  };
}
