/**
 * Runs inside every Lambda process, after the preload: loads the bundle and answers one invocation after another.
 * It plays the part of AWS's own runtime, so nothing here is known to the functions.
 */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Context } from 'aws-lambda';
import type { ChildStart, FromChild, LambdaError, ToChild } from './messages.ts';

/** Without the old ways to answer: a handler of this runtime returns a promise. */
type HandlerContext = Omit<Context, 'done' | 'fail' | 'succeed'>;
type Handler = (event: unknown, context: HandlerContext) => unknown;
type Invocation = Extract<ToChild, { kind: 'invoke' }>;

const start = JSON.parse(process.argv[2] ?? '{}') as ChildStart;

const say = (message: FromChild) => process.send?.(message);

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
  // The process's own stopwatch, because the date may be moved while a request is under way.
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

async function answer(handler: Handler, invocation: Invocation): Promise<void> {
  const { requestId } = invocation;
  try {
    const value = await handler(invocation.event, contextOf(invocation));
    say({ kind: 'answered', requestId, value: value ?? null });
  } catch (error) {
    say({ kind: 'failed', requestId, error: described(error) });
  }
}

try {
  const handler = load();
  process.on('message', (message: ToChild) => {
    if (message.kind === 'invoke') void answer(handler, message);
  });
  say({ kind: 'ready' });
} catch (error) {
  say({ kind: 'not_started', error: described(error) });
}
