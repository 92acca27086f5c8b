/**
 * Loaded into every Lambda process before anything else. It gives the host a hold on three things that a deployed
 * function gets from the world: what time it is, whether a provider takes its connection, and who is calling.
 * The functions know nothing of it, so what was tried is what is deployed.
 */
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

/** On a port that nobody listens on; 1, 7 and 9, the usual choices, are refused by fetch itself. */
const closedOrigin = 'http://127.0.0.1:2';

/** Longest origin first: Coiney's simulator lies below KOMOJU's. */
const providers = Object.entries(start.providers).sort(
  ([, one], [, other]) => other.length - one.length,
);

const realFetch = globalThis.fetch;

async function isRefused(provider: string): Promise<boolean> {
  const answer = await realFetch(`${start.simulator}/sandbox/connections`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-sandbox-process': String(process.pid) },
    body: JSON.stringify({ to: provider }),
  });
  return answer.ok && ((await answer.json()) as { refused?: boolean }).refused === true;
}

globalThis.fetch = async (input, init) => {
  const url = input instanceof Request ? input.url : String(input);
  const provider = providers.find(([, origin]) => url.startsWith(`${origin}/`))?.[0];
  if (provider === undefined) return realFetch(input, init);
  if (await isRefused(provider)) return realFetch(closedOrigin, init);
  const request = new Request(input, init);
  request.headers.set('x-sandbox-process', String(process.pid));
  return realFetch(request);
};
