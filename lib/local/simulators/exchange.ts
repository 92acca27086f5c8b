import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Fault, FaultKind, Faults } from '../host/faults.ts';
import type { Host } from '../sandbox/sandbox.ts';
import type { Memory } from './memory.ts';
import type { ProviderAnswer, ProviderRequest, ProviderSimulator } from './simulator.ts';
import { note, type RequestEntry } from '../sandbox/request-log.ts';
import { readText, send, type Reply } from './http.ts';

/** What an exchange needs beside the request. */
export type Surroundings = {
  readonly faults: Faults;
  readonly host: Host;
  readonly memory: Memory;
  readonly now: () => number;
  /** Resolves after so many milliseconds of real time; rejects when the simulators close. */
  readonly wait: (ms: number) => Promise<void>;
};

const jsonType = 'application/json; charset=utf-8';

/** The kinds that end before the provider has seen the request. */
const unseen: readonly FaultKind[] = ['drop_before_accept', 'status', 'kill_before_accept'];

/** The header by which a Lambda process says which one it is; the preload module sets it. */
const processHeader = 'x-sandbox-process';

/** What the provider answers; undefined where it never sees the request. */
async function answerOf(
  provider: ProviderSimulator,
  request: ProviderRequest,
  { fault, wait }: { fault: Fault | undefined; wait: Surroundings['wait'] },
): Promise<ProviderAnswer | undefined> {
  if (fault !== undefined && unseen.includes(fault.kind)) return undefined;
  return provider.handle(request, () => wait(fault?.delayMs ?? 0));
}

/** What the caller is sent; undefined where the line is cut. */
function replyTo(fault: Fault | undefined, answer: ProviderAnswer | undefined): Reply | undefined {
  if (fault?.kind === 'status') return replyOfStatus(fault);
  if (answer === undefined) return undefined;
  if (fault?.kind === 'garbled') {
    return { status: 200, type: jsonType, body: answer.body.slice(0, answer.body.length / 2) };
  }
  const isAnswered = fault === undefined || fault.kind === 'slow';
  return isAnswered ? { status: answer.status, type: jsonType, body: answer.body } : undefined;
}

/** Something between caller and provider answers instead: a proxy, often not in JSON and often with no body. */
function replyOfStatus({ status = 500, body = '' }: Fault): Reply {
  return typeof body === 'string'
    ? { status, type: 'text/plain; charset=utf-8', body }
    : { status, type: jsonType, body: JSON.stringify(body) };
}

/** Writes a request down as it arrives, before anybody knows what will become of it. */
function noteArrival(
  provider: ProviderSimulator,
  request: ProviderRequest,
  parts: Surroundings,
): RequestEntry {
  const key = request.headers[provider.idempotencyHeader ?? ''];
  return note(parts.memory.state.requests, {
    at: new Date(parts.now()).toISOString(),
    method: request.method,
    path: `${provider.prefix}${request.path}`,
    idempotencyKey: typeof key === 'string' ? key : null,
    applied: false,
    status: null,
  });
}

/** Kills the calling Lambda process. Only one that the host started: the number comes from outside. */
function killCaller(host: Host, header: unknown): void {
  const caller = host.processes().find(({ pid }) => String(pid) === header);
  if (caller === undefined) return;
  try {
    process.kill(caller.pid, 'SIGKILL');
  } catch {
    // It ended by itself in the meantime, which is what was wanted.
  }
}

/** Takes the request in and removes what only the sandbox may know. */
async function receive(
  provider: ProviderSimulator,
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
 * One request to a provider, together with what goes wrong on its way. What was applied is saved before the caller
 * hears of it, as a provider would.
 */
export async function exchange(
  provider: ProviderSimulator,
  line: { incoming: IncomingMessage; response: ServerResponse; url: URL },
  surroundings: Surroundings,
): Promise<void> {
  const { incoming, response, url } = line;
  const request = await receive(provider, incoming, url);
  const entry = noteArrival(provider, request, surroundings);
  const { faults, host, memory, wait } = surroundings;

  const fault = faults.take(provider.name, `${request.method} ${url.pathname}`);
  if (fault?.kind === 'late') response.destroy();
  const answer = await answerOf(provider, request, { fault, wait });

  const reply = replyTo(fault, answer);
  entry.applied = answer?.applied ?? false;
  entry.status = reply?.status ?? null;
  memory.save();
  if (fault?.kind.startsWith('kill_') === true) killCaller(host, incoming.headers[processHeader]);
  if (reply === undefined) response.destroy();
  else send(response, reply);
}
