import { setTimeout as delay } from 'node:timers/promises';
import type { Invocation, Invoke } from '../lambda/invocation.ts';

/** Lambda tries an event that failed two times more ("Configuring error handling settings for asynchronous invocations"). */
const mostTries = 3;

/** How long a throttled event waits. Lambda waits longer each time, for six hours; here places become free soon. */
const throttledMs = 100;

/** As many as a function has processes here: more would only wait for one. */
const mostAtOnce = 8;

/** The failure of the last try, of an event that is given up. */
export type Failure = Extract<Invocation, { kind: 'failed' }>;

/** Starts a function with an input, again where it fails. Resolves to why it was given up; undefined where it ended well. */
export type InvokeAsynchronously = (
  operation: string,
  input: unknown,
) => Promise<Failure | undefined>;

/**
 * Invokes as Lambda does asynchronously: again where the function threw, died or ran into its timeout, at once in place of
 * a minute later. Where there is no place for it, it waits, and that counts as no try.
 *
 * @param closing from then on nothing is tried any more, and what is under way never resolves
 */
export function createAsynchronous(invoke: Invoke, closing: AbortSignal): InvokeAsynchronously {
  const waiting: (() => void)[] = [];
  let running = 0;

  const place = async (): Promise<void> => {
    if (running >= mostAtOnce) await new Promise<void>((resolve) => waiting.push(resolve));
    else running += 1;
  };
  const leave = () => {
    const next = waiting.shift();
    if (next === undefined) running -= 1;
    else next();
  };
  const tryOnce = async (operation: string, input: unknown): Promise<Invocation> => {
    for (;;) {
      const invocation = await invoke(operation, input);
      // The host ends its processes when it closes: that says nothing of the event.
      if (closing.aborted) return new Promise(() => undefined);
      if (invocation.kind === 'answered' || invocation.why !== 'throttled') return invocation;
      await delay(throttledMs);
    }
  };
  const tryAgain = async (operation: string, input: unknown): Promise<Failure | undefined> => {
    for (let tries = 1; ; tries += 1) {
      const invocation = await tryOnce(operation, input);
      if (invocation.kind === 'answered') return undefined;
      if (tries === mostTries) return invocation;
    }
  };
  return async (operation, input) => {
    await place();
    try {
      return await tryAgain(operation, input);
    } finally {
      leave();
    }
  };
}
