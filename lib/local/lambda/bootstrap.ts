/**
 * Runs inside every Lambda process, after the preload: loads the bundle and answers one invocation after another.
 * It stands for AWS's own runtime. The functions do not know it.
 */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Context } from 'aws-lambda';
import type { ChildStart, FromChild, LambdaError, ToChild } from './messages.ts';
import { endOfLines } from './output.ts';

/** Without the callbacks of older runtimes: a handler returns a promise. */
type HandlerContext = Omit<Context, 'done' | 'fail' | 'succeed'>;
type Handler = (event: unknown, context: HandlerContext) => unknown;
type Invocation = Extract<ToChild, { kind: 'invoke' }>;

const start = JSON.parse(process.argv[2] ?? '{}') as ChildStart;

const send = (message: FromChild) => process.send?.(message);

function load(): Handler {
  const file = ['.cjs', '.js']
    .map((ending) => start.file + ending)
    .find((name) => existsSync(name));
  if (file === undefined) throw new Error(`There is no bundle at ${start.file}.`);
  const exported = createRequire(file)(file) as Record<string, unknown>;
  const handler = exported[start.handler];
  if (typeof handler !== 'function') throw new Error(`${file} exports no ${start.handler}.`);
  return handler as Handler;
}

function contextOf({ requestId, timeoutMs }: Invocation): HandlerContext {
  // By the monotonic clock, because the sandbox may move the date while a request runs.
  const deadlineMs = performance.now() + timeoutMs;
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionName: start.function.name,
    functionVersion: '$LATEST',
    invokedFunctionArn: start.function.arn,
    memoryLimitInMB: String(start.function.memoryMb),
    awsRequestId: requestId,
    logGroupName: `/aws/lambda/${start.function.name}`,
    logStreamName: String(process.pid),
    getRemainingTimeInMillis: () => Math.max(0, Math.floor(deadlineMs - performance.now())),
  };
}

function described(error: unknown): LambdaError {
  return error instanceof Error
    ? { errorType: error.name, errorMessage: error.message, stack: error.stack }
    : { errorType: typeof error, errorMessage: String(error) };
}

let usedBefore = process.cpuUsage();

/** The processor time since it was asked before: with what a request leaves behind, such as its garbage. */
function cpuMs(): number {
  const { user, system } = process.cpuUsage(usedBefore);
  usedBefore = process.cpuUsage();
  return (user + system) / 1000;
}

async function answerOf(handler: Handler, invocation: Invocation): Promise<FromChild> {
  const { requestId } = invocation;
  try {
    const value = await handler(invocation.event, contextOf(invocation));
    return { kind: 'answered', requestId, cpuMs: cpuMs(), value: value ?? null };
  } catch (error) {
    return { kind: 'failed', requestId, cpuMs: cpuMs(), error: described(error) };
  }
}

async function answer(handler: Handler, invocation: Invocation): Promise<void> {
  const message = await answerOf(handler, invocation);
  for (const output of [process.stdout, process.stderr])
    output.write(endOfLines(invocation.requestId));
  send(message);
}

try {
  const handler = load();
  process.on('message', (message: ToChild) => {
    if (message.kind === 'invoke') void answer(handler, message);
  });
  usedBefore = process.cpuUsage();
  send({ kind: 'ready' });
} catch (error) {
  send({ kind: 'not_started', error: described(error) });
}
