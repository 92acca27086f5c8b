import { fork, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { ChildScripts } from './child-scripts.ts';
import { failed, type Invocation } from './invocation.ts';
import type { ChildStart, FromChild, ToChild } from './messages.ts';
import type { LocalFunction } from '../template/template.ts';

/** What the processes of one host have in common. */
export type ProcessWorld = {
  readonly scripts: ChildScripts;
  readonly providers: ChildStart['providers'];
  readonly simulator: string;
  /** The whole environment of a process of this function; nothing of the host's own reaches it but this. */
  readonly environmentFor: (lambda: LocalFunction, id: string) => Record<string, string>;
  readonly offsetMs: () => number;
  readonly onLine: (line: string) => void;
};

/** One sandbox of a function. It does one request at a time; whoever uses it sees to that. */
export type LambdaProcess = {
  readonly id: string;
  readonly operation: string;
  readonly pid: number;
  /** Resolves to undefined once the bundle is loaded, else to the failure. */
  readonly started: Promise<Invocation | undefined>;
  readonly ended: Promise<void>;
  invoke(event: unknown): Promise<Invocation>;
  setClock(): Promise<void>;
  /** At once and without a signal that it could handle, as Lambda does. */
  kill(): void;
};

/** Lambda gives a function 10 s to load, apart from its timeout. */
const initMsMost = 10_000;

let count = 0;

/** Starts a process for one function. */
export function startLambdaProcess(lambda: LocalFunction, world: ProcessWorld): LambdaProcess {
  const id = String(++count);
  const child = spawn(lambda, world, id);
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
    // A process that has just died takes no message; its end answers for it.
    if (child.connected) child.send(message, () => undefined);
  };
  const started = Promise.race([firstWord(child), died, tooSlowToStart(lambda, child)]);
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
      const answer = answerTo(child, requestId);
      send({ kind: 'invoke', requestId, event, timeoutMs: lambda.timeoutMs });
      const timeout = timeoutOf(lambda, kill);
      try {
        return await Promise.race([answer, timeout.passed, died]);
      } finally {
        timeout.cancel();
      }
    },
    setClock: async () => {
      const acknowledged = messageFrom(child, ({ kind }) => (kind === 'clock' ? true : undefined));
      send({ kind: 'clock', offsetMs: world.offsetMs() });
      await Promise.race([acknowledged, ended]);
    },
  };
}

function spawn(lambda: LocalFunction, world: ProcessWorld, id: string): ChildProcess {
  const [file = '', handler = ''] = lambda.handler.split('.');
  const start: ChildStart = {
    file: join(lambda.directory, file),
    handler,
    function: { name: lambda.name, arn: lambda.arn, memoryMb: lambda.memoryMb },
    offsetMs: world.offsetMs(),
    providers: world.providers,
    simulator: world.simulator,
  };
  const child = fork(world.scripts.bootstrap, [JSON.stringify(start)], {
    execArgv: ['--require', world.scripts.preload, '--enable-source-maps'],
    env: world.environmentFor(lambda, id),
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  for (const output of [child.stdout, child.stderr])
    if (output !== null) createInterface({ input: output }).on('line', world.onLine);
  return child;
}

/** Resolves with what `pick` makes of the first message that it does not pass over. */
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

async function firstWord(child: ChildProcess): Promise<Invocation | undefined> {
  const message = await messageFrom(child, (word) =>
    word.kind === 'ready' || word.kind === 'not_started' ? word : undefined,
  );
  return message.kind === 'ready' ? undefined : failed('not_started', message.error);
}

function answerTo(child: ChildProcess, requestId: string): Promise<Invocation> {
  return messageFrom(child, (message) => {
    if (!('requestId' in message) || message.requestId !== requestId) return undefined;
    return message.kind === 'answered'
      ? { kind: 'answered', value: message.value }
      : failed('threw', message.error);
  });
}

async function tooSlowToStart(lambda: LocalFunction, child: ChildProcess): Promise<Invocation> {
  const timer = after(initMsMost);
  child.once('message', timer.cancel).once('exit', timer.cancel);
  await timer.passed;
  return failed('not_started', {
    errorType: 'Runtime.InitTimeout',
    errorMessage: `${lambda.operation} did not load within ${initMsMost / 1000} s`,
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

/** A moment that can be called off; then `passed` stays open for ever, which a race does not mind. */
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
  const promise = new Promise<void>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
