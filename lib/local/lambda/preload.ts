/**
 * Loaded into every Lambda process before anything else. It gives the host a hold on three things that a deployed
 * function gets from the world: what time it is, whether a provider takes its connection, and who is calling.
 * The functions know nothing of it, so what was tried is what is deployed.
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
// A host that died cannot end its processes; they end with it.
process.on('disconnect', () => process.exit());

/** Nobody listens there. */
const closedPort = 2;

/** Longest origin first: Coiney's simulator lies below KOMOJU's. */
const providers = Object.entries(start.providers).sort(
  ([, one], [, other]) => other.length - one.length,
);

const caller = { 'x-sandbox-process': String(process.pid) };

async function isRefused(provider: string): Promise<boolean> {
  const answer = await fetch(`${start.simulator}/sandbox/connections`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...caller },
    body: JSON.stringify({ to: provider }),
  });
  return answer.ok && ((await answer.json()) as { refused?: boolean }).refused === true;
}

type Connected = (error: Error | null, socket: Duplex) => void;

/** Connects to a simulated provider once its simulator has said whether it may. */
function connectTo(provider: string, options: NetConnectOpts, done: Connected): void {
  const connectIf = (refused: boolean) => {
    done(null, connect(refused ? { ...options, port: closedPort } : options));
  };
  // A simulator that can't be asked refuses by itself.
  isRefused(provider).then(connectIf, () => {
    connectIf(false);
  });
}

type OnResponse = (response: IncomingMessage) => void;

const realRequest = http.request.bind(http);

/** The functions send by it, with a URL and options; the AWS SDK has no URL and is none of its business. */
http.request = ((
  url: string | URL,
  options: RequestOptions,
  onResponse?: OnResponse,
): ClientRequest => {
  const place = url instanceof URL ? url.href : url;
  const provider = providers.find(
    ([, origin]) => typeof place === 'string' && place.startsWith(`${origin}/`),
  )?.[0];
  if (provider === undefined) return realRequest(url, options, onResponse);
  const changes: RequestOptions = {
    headers: { ...(options.headers as OutgoingHttpHeaders), ...caller },
    // Without an agent, so that the connection is made here.
    agent: undefined,
    createConnection: (given, done) => {
      connectTo(provider, given as NetConnectOpts, done);
      return undefined;
    },
  };
  return realRequest(url, { ...options, ...changes }, onResponse);
}) as typeof http.request;
