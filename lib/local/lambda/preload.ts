/**
 * Loaded into every Lambda process before anything else. By it the host controls the time that a function sees and
 * whether a provider accepts its connection, and the simulators learn which process calls.
 * The functions do not know it, so the code that is tried is the code that is deployed.
 */
import http, {
  type ClientRequest,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type RequestOptions,
} from 'node:http';
import { connect, type NetConnectOpts } from 'node:net';
import type { Duplex } from 'node:stream';
import type { ChildStart, ToChild } from './messages.ts';

const start = JSON.parse(process.argv[2] ?? '{}') as ChildStart;

let offsetMs = start.offsetMs;

const realNow = Date.now.bind(Date);
Date.now = () => realNow() + offsetMs;

const RealDate = Date;
globalThis.Date = new Proxy(RealDate, {
  construct: (target, values: unknown[], newTarget): Date =>
    Reflect.construct(target, values.length === 0 ? [target.now()] : values, newTarget) as Date,
  apply: (target) => new target(target.now()).toString(),
});

process.on('message', (message: ToChild) => {
  if (message.kind !== 'clock') return;
  offsetMs = message.offsetMs;
  process.send?.({ kind: 'clock' });
});
// A host that died cannot end its processes any more, so they end by themselves.
process.on('disconnect', () => process.exit());

/** No program listens on this port. */
const closedPort = 2;

/** Longest origin first, because one origin may be the beginning of another. */
const providers = Object.entries(start.providers).sort(
  ([, one], [, other]) => other.length - one.length,
);

const caller = { 'x-sandbox-process': String(process.pid) };

/** @param request what is to be sent when it is connected: `POST /api/v1/payments` */
async function isRefused(provider: string, request: string): Promise<boolean> {
  const answer = await fetch(`${start.simulator}/sandbox/connections`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...caller },
    body: JSON.stringify({ to: provider, request }),
  });
  return answer.ok && ((await answer.json()) as { refused?: boolean }).refused === true;
}

type Connected = (error: Error | null, socket: Duplex) => void;

/** Connects to a simulated provider once its simulator has said whether it may. */
function connectTo(isClosed: Promise<boolean>, options: NetConnectOpts, done: Connected): void {
  const connectIf = (refused: boolean) => {
    done(null, connect(refused ? { ...options, port: closedPort } : options));
  };
  // If the simulators do not answer, connecting to them fails as well.
  isClosed.then(connectIf, () => {
    connectIf(false);
  });
}

type OnResponse = (response: IncomingMessage) => void;

const realRequest = http.request.bind(http);

/** The functions call providers by this function, with a URL and options. The AWS SDK calls it without a URL. */
http.request = ((
  url: string | URL,
  options: RequestOptions,
  onResponse?: OnResponse,
): ClientRequest => {
  const target = url instanceof URL ? url.href : url;
  const provider = providers.find(
    ([, origin]) => typeof target === 'string' && target.startsWith(`${origin}/`),
  )?.[0];
  if (provider === undefined) return realRequest(url, options, onResponse);
  const what = `${options.method ?? 'GET'} ${new URL(url).pathname}`;
  const changes: RequestOptions = {
    headers: { ...(options.headers as OutgoingHttpHeaders), ...caller },
    // Without an agent, so that this function makes the connection.
    agent: undefined,
    createConnection: (given, done) => {
      connectTo(isRefused(provider, what), given as NetConnectOpts, done);
      return undefined;
    },
  };
  return realRequest(url, { ...options, ...changes }, onResponse);
}) as typeof http.request;
