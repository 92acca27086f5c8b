import { subscribe } from 'node:diagnostics_channel';
import type { ClientRequest } from 'node:http';

/** What a cold start passes through, in its order. */
export const phases = ['evaluate', 'secrets', 'claim', 'connect', 'provider', 'complete'] as const;

/** Milliseconds of each; some of them overlap, and some time is in none. */
export type Phases = Record<(typeof phases)[number], number>;

type Call = { readonly target: string; readonly from: number; written: number; answered: number };

/** By what is asked of AWS; what names no target goes to the provider. */
const targetOf = (request: ClientRequest): string =>
  String(request.getHeader('x-amz-target') ?? 'provider').replace(/^.*\./, '');

const untilLast = (calls: readonly Call[]): number =>
  calls.length === 0
    ? 0
    : Math.max(...calls.map(({ answered }) => answered)) -
      Math.min(...calls.map(({ from }) => from));

/**
 * Watches what the process asks of others by Node's own client, from now on. A call to the provider is written when its
 * connection is open, so what is before that is the connecting.
 *
 * @returns tells the phases up to now
 */
export function watchPhases(): (evaluateMs: number) => Phases {
  const calls = new Map<ClientRequest, Call>();
  const requestIn = (message: unknown): ClientRequest =>
    (message as { request: ClientRequest }).request;
  subscribe('http.client.request.created', (message) => {
    const request = requestIn(message);
    const from = performance.now();
    calls.set(request, { target: targetOf(request), from, written: from, answered: from });
  });
  subscribe('http.client.request.start', (message) => {
    const call = calls.get(requestIn(message));
    if (call !== undefined) call.written = performance.now();
  });
  subscribe('http.client.response.finish', (message) => {
    const call = calls.get(requestIn(message));
    if (call !== undefined) call.answered = performance.now();
  });
  return (evaluateMs) => {
    const to = (...targets: string[]) =>
      [...calls.values()].filter(({ target }) => targets.includes(target));
    const [asked] = to('provider');
    return {
      evaluate: evaluateMs,
      secrets: untilLast(to('GetSecretValue', 'GetItem')),
      claim: untilLast(to('PutItem')),
      connect: asked === undefined ? 0 : asked.written - asked.from,
      provider: asked === undefined ? 0 : asked.answered - asked.written,
      complete: untilLast(to('UpdateItem')),
    };
  };
}
