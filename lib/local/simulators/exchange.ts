import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Fault, FaultKind, Faults } from '../../host/faults.ts';
import type { Host } from '../sandbox/sandbox.ts';
import type { Memory } from './memory.ts';
import type { ProviderAnswer, ProviderRequest, SimulatedProvider } from './simulator.ts';
import { logRequest, type RequestEntry } from '../sandbox/request-log.ts';
import { jsonType, readText, send, type Reply } from './http.ts';

/** A simulated provider at its place on the simulators' port. */
export type Provider = SimulatedProvider & {
  readonly name: string;
  /** Where its origin is: `''`, or `/acme`. */
  readonly originPath: string;
  /** Where its paths start: `/acme/api/v1`. */
  readonly prefix: string;
  readonly idempotencyHeader: string | undefined;
};

/** What an exchange needs beside the request. */
export type ExchangeContext = {
  readonly faults: Faults;
  readonly host: Host;
  readonly memory: Memory;
  readonly now: () => number;
  /** Resolves after so many milliseconds of real time; rejects when the simulators close. */
  readonly wait: (ms: number) => Promise<void>;
};

/** The kinds of faults under which the provider does not receive the request. */
const beforeProvider: readonly FaultKind[] = ['drop_before_accept', 'status', 'kill_before_accept'];

/** The header with the id of the calling Lambda process; the preload module sets it. */
const processHeader = 'x-sandbox-process';

/** The provider's answer; undefined if the provider does not receive the request. */
async function answerOf(
  provider: Provider,
  request: ProviderRequest,
  { fault, wait }: { fault: Fault | undefined; wait: ExchangeContext['wait'] },
): Promise<ProviderAnswer | undefined> {
  if (fault !== undefined && beforeProvider.includes(fault.kind)) return undefined;
  return provider.handle(request, () => wait(fault?.delayMs ?? 0));
}

/** What the caller is sent; undefined if the connection is cut. */
function replyTo(fault: Fault | undefined, answer: ProviderAnswer | undefined): Reply | undefined {
  if (fault?.kind === 'status') return replyOfStatus(fault);
  if (answer === undefined) return undefined;
  if (fault?.kind === 'garbled') {
    return { status: 200, type: jsonType, body: answer.body.slice(0, answer.body.length / 2) };
  }
  const isAnswered = fault === undefined || fault.kind === 'slow';
  return isAnswered ? { status: answer.status, type: jsonType, body: answer.body } : undefined;
}

/** The answer of a proxy between caller and provider, often without JSON and without a body. */
function replyOfStatus({ status = 500, body = '' }: Fault): Reply {
  return typeof body === 'string'
    ? { status, type: 'text/plain; charset=utf-8', body }
    : { status, type: jsonType, body: JSON.stringify(body) };
}

/** Logs a request on arrival, before its result is known. */
function logArrival(
  provider: Provider,
  request: ProviderRequest,
  context: ExchangeContext,
): RequestEntry {
  const key = request.headers[provider.idempotencyHeader ?? ''];
  return logRequest(context.memory.requests, {
    at: new Date(context.now()).toISOString(),
    method: request.method,
    path: `${provider.prefix}${request.path}`,
    idempotencyKey: typeof key === 'string' ? key : null,
    applied: false,
    status: null,
    endedAt: null,
  });
}

/** Kills the calling Lambda process, if the host started it: the id in the header comes from outside. */
function killCaller(host: Host, header: unknown): void {
  const caller = host.processes().find(({ pid }) => String(pid) === header);
  if (caller === undefined) return;
  try {
    process.kill(caller.pid, 'SIGKILL');
  } catch {
    // It has ended already.
  }
}

/** Reads the request and removes what only the sandbox may know. */
async function receive(
  provider: Provider,
  incoming: IncomingMessage,
  url: URL,
): Promise<ProviderRequest> {
  const headers = { ...incoming.headers };
  Reflect.deleteProperty(headers, processHeader);
  const path = url.pathname.slice(provider.prefix.length);
  const body = await readText(incoming);
  return { method: incoming.method ?? 'GET', path, query: url.searchParams, headers, body };
}

/**
 * Handles one request to a provider under the fault that waits for it. As at a real provider, changes are stored before
 * the caller gets an answer.
 */
export async function exchange(
  provider: Provider,
  connection: { incoming: IncomingMessage; response: ServerResponse; url: URL },
  context: ExchangeContext,
): Promise<void> {
  const { incoming, response, url } = connection;
  const request = await receive(provider, incoming, url);
  const entry = logArrival(provider, request, context);
  const { faults, host, memory, wait } = context;

  const fault = faults.take(provider.name, `${request.method} ${url.pathname}`);
  if (fault?.kind === 'late') response.destroy();
  const answer = await answerOf(provider, request, { fault, wait });

  const reply = replyTo(fault, answer);
  entry.applied = answer?.applied ?? false;
  entry.status = reply?.status ?? null;
  entry.endedAt = new Date(context.now()).toISOString();
  memory.save();
  if (fault?.kind.startsWith('kill_') === true) killCaller(host, incoming.headers[processHeader]);
  if (reply === undefined) response.destroy();
  else send(response, reply);
}
