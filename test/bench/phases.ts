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

function phasesIn(calls: readonly Call[], evaluateMs: number): Phases {
  const to = (...targets: string[]) => calls.filter(({ target }) => targets.includes(target));
  const [asked] = to('provider');
  return {
    evaluate: evaluateMs,
    secrets: untilLast(to('GetSecretValue', 'GetItem')),
    claim: untilLast(to('PutItem')),
    connect: asked === undefined ? 0 : asked.written - asked.from,
    provider: asked === undefined ? 0 : asked.answered - asked.written,
    complete: untilLast(to('UpdateItem')),
  };
}

/** One thing that a request waits for: milliseconds since its start. */
export type Span = { readonly what: string; readonly from: number; readonly to: number };

const words: Readonly<Record<string, string>> = {
  GetSecretValue: 'a secret, from Secrets Manager',
  GetItem: 'the setting of a restore, from the table',
  PutItem: 'claim, in the table',
  UpdateItem: 'complete, in the table',
};

/** What a call was waited for; one to the provider is two things. */
function spansOf({ target, from, written, answered }: Call, since: number): readonly Span[] {
  const span = (what: string, start: number, end: number): Span => ({
    what,
    from: start - since,
    to: end - since,
  });
  return target === 'provider'
    ? [span('connect to the provider', from, written), span('the provider', written, answered)]
    : [span(words[target] ?? target, from, answered)];
}

export type Watch = {
  /** The phases up to now. */
  readonly phases: (evaluateMs: number) => Phases;
  /** What was asked since a moment, in its order. */
  readonly spans: (since: number) => readonly Span[];
};

/**
 * Watches what the process asks of others by Node's own client, from now on. A call to the provider is written when its
 * connection is open, so what is before that is the connecting.
 */
export function watchPhases(): Watch {
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
  return {
    phases: (evaluateMs) => phasesIn([...calls.values()], evaluateMs),
    spans: (since) =>
      [...calls.values()]
        .filter(({ from }) => from >= since)
        .flatMap((call) => spansOf(call, since)),
  };
}
