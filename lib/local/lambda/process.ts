import { fork, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import type { ChildScripts } from './child-scripts.ts';
import { failed, type Invocation, type Report } from './invocation.ts';
import type { ChildStart, FromChild, ToChild } from './messages.ts';
import { readLines } from './output.ts';
import type { LocalFunction } from '../template/functions.ts';

/** What the processes of one host have in common. */
export type ProcessOptions = {
  readonly scripts: ChildScripts;
  readonly providers: ChildStart['providers'];
  readonly simulator: string;
  /** The whole environment of a process of this function; nothing of the host's own reaches it but this. */
  readonly environmentFor: (lambda: LocalFunction, id: string) => Record<string, string>;
  readonly offsetMs: () => number;
  readonly onLine: (line: string) => void;
  /** Is told of every invocation that has ended, before it is answered. */
  readonly onReport?: ((report: Report) => void) | undefined;
};

/** One process of a function. It takes one request at a time; its user must make sure of that. */
export type LambdaProcess = {
  readonly id: string;
  readonly operation: string;
  readonly pid: number;
  /** Resolves to undefined once the bundle is loaded, else to the failure. */
  readonly started: Promise<Invocation | undefined>;
  readonly ended: Promise<void>;
  invoke(event: unknown): Promise<Invocation>;
  setClock(): Promise<void>;
  /** Ends it at once, as Lambda does, by a signal that it cannot handle. */
  kill(): void;
};

/** Lambda gives a function 10 s to load, apart from its timeout. */
const maxInitMs = 10_000;

let count = 0;

/** Starts a process for one function. */
export function startLambdaProcess(lambda: LocalFunction, options: ProcessOptions): LambdaProcess {
  const id = String(++count);
  const child = spawn(lambda, options, id);
  const linesOf = readLines(child, options.onLine);
  const ended = once(child, 'exit').then(
    () => undefined,
    () => undefined,
  );
  const died = ended.then(() =>
    failed('died', {
      errorType: 'Runtime.ExitError',
      errorMessage: `RequestId: Process exited before completing request (${lambda.operation})`,
    }),
  );
  const kill = () => {
    child.kill('SIGKILL');
  };
  const send = (message: ToChild) => {
    // A process that has just died takes no message. Its end is the answer.
    if (child.connected) child.send(message, () => undefined);
  };
  const started = Promise.race([firstMessage(child), died, startTimeout(lambda, child)]);
  void started.then((failure) => {
    if (failure !== undefined) kill();
  });
  return {
    id,
    operation: lambda.operation,
    pid: child.pid ?? 0,
    started,
    ended,
    kill,
    invoke: async (event) => {
      const requestId = randomUUID();
      const answer = answerTo(child, requestId, linesOf(requestId));
      send({ kind: 'invoke', requestId, event, timeoutMs: lambda.timeoutMs });
      const timeout = timeoutOf(lambda, kill);
      try {
        const { invocation, cpuMs } = await Promise.race([
          answer,
          untold(timeout.passed),
          untold(died),
        ]);
        const { operation } = lambda;
        const apiRequestId = requestIdIn(event);
        options.onReport?.({ operation, process: id, requestId: apiRequestId, invocation, cpuMs });
        return invocation;
      } finally {
        timeout.cancel();
      }
    },
    setClock: async () => {
      const acknowledged = messageFrom(child, ({ kind }) => (kind === 'clock' ? true : undefined));
      send({ kind: 'clock', offsetMs: options.offsetMs() });
      await Promise.race([acknowledged, ended]);
    },
  };
}

function spawn(lambda: LocalFunction, options: ProcessOptions, id: string): ChildProcess {
  const [file = '', handler = ''] = lambda.handler.split('.');
  const start: ChildStart = {
    file: join(lambda.directory, file),
    handler,
    function: { name: lambda.name, arn: lambda.arn, memoryMb: lambda.memoryMb },
    offsetMs: options.offsetMs(),
    providers: options.providers,
    simulator: options.simulator,
  };
  return fork(options.scripts.bootstrap, [JSON.stringify(start)], {
    execArgv: ['--require', options.scripts.preload, '--enable-source-maps'],
    env: options.environmentFor(lambda, id),
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
}

/** Resolves with the first value that `pick` finds in a message. */
function messageFrom<Value>(
  child: ChildProcess,
  pick: (message: FromChild) => Value | undefined,
): Promise<Value> {
  return new Promise((resolve) => {
    const listener = (message: FromChild) => {
      const value = pick(message);
      if (value === undefined) return;
      child.off('message', listener);
      resolve(value);
    };
    child.on('message', listener);
  });
}

async function firstMessage(child: ChildProcess): Promise<Invocation | undefined> {
  const message = await messageFrom(child, (sent) =>
    sent.kind === 'ready' || sent.kind === 'not_started' ? sent : undefined,
  );
  return message.kind === 'ready' ? undefined : failed('not_started', message.error);
}

type Ended = { readonly invocation: Invocation; readonly cpuMs: number | undefined };

/** The end of a process that does not tell what it has used. */
const untold = async (invocation: Promise<Invocation>): Promise<Ended> => ({
  invocation: await invocation,
  cpuMs: undefined,
});

/** API Gateway's id in the event of an HTTP request. */
function requestIdIn(event: unknown): string | undefined {
  const { requestContext } = Object(event) as { requestContext?: { requestId?: string } };
  return requestContext?.requestId;
}

/** How a request ended, once its lines have been handed on too. */
async function answerTo(
  child: ChildProcess,
  requestId: string,
  lines: Promise<unknown>,
): Promise<Ended> {
  const ended = await messageFrom<Ended>(child, (message) => {
    if (!('requestId' in message) || message.requestId !== requestId) return undefined;
    const { cpuMs } = message;
    return message.kind === 'answered'
      ? { invocation: { kind: 'answered', value: message.value }, cpuMs }
      : { invocation: failed('threw', message.error), cpuMs };
  });
  await lines;
  return ended;
}

async function startTimeout(lambda: LocalFunction, child: ChildProcess): Promise<Invocation> {
  const timer = after(maxInitMs);
  child.once('message', timer.cancel).once('exit', timer.cancel);
  await timer.passed;
  return failed('not_started', {
    errorType: 'Runtime.InitTimeout',
    errorMessage: `${lambda.operation} did not load within ${maxInitMs / 1000} s`,
  });
}

function timeoutOf(
  lambda: LocalFunction,
  kill: () => void,
): { passed: Promise<Invocation>; cancel: () => void } {
  const timer = after(lambda.timeoutMs);
  const passed = timer.passed.then(() => {
    kill();
    return failed('timed_out', {
      errorType: 'Sandbox.Timedout',
      errorMessage: `Task timed out after ${(lambda.timeoutMs / 1000).toFixed(2)} seconds`,
    });
  });
  return { passed, cancel: timer.cancel };
}

/** A timer that can be cancelled. `passed` never resolves then, which does not matter in a race. */
function after(ms: number): { passed: Promise<void>; cancel: () => void } {
  const { promise, resolve } = withResolver();
  const timer = setTimeout(resolve, ms);
  return {
    passed: promise,
    cancel: () => {
      clearTimeout(timer);
    },
  };
}

function withResolver(): { promise: Promise<void>; resolve: () => void } {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((fulfil) => {
    resolve = fulfil;
  });
  return { promise, resolve };
}
