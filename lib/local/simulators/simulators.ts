import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { tableCalls } from '../aws/dynamodb-proxy.ts';
import { secretsCalls } from '../aws/secrets-server.ts';
import type { Faults } from '../../host/faults.ts';
import { isBelow } from '../../host/is-below.ts';
import { listen } from '../../host/listen.ts';
import type { Control } from '../sandbox/control.ts';
import { truthfulLists, type Lists } from '../sandbox/lists.ts';
import { createSandbox, type Host } from '../sandbox/sandbox.ts';
import { exchange, type ExchangeContext, type Provider } from './exchange.ts';
import { acceptedKeys, type AcceptedKeys } from './accepted-keys.ts';
import { readText, sendJson } from './http.ts';
import { openMemory, type Memory } from './memory.ts';
import { sendPage } from './pages.ts';
import { simulators } from './registry.ts';
import type { SimulatorContext } from './simulator.ts';
import { webhookControls } from './webhooks/controls.ts';
import { Outbox } from './webhooks/outbox.ts';
import type { WebhookSetting } from './webhooks/webhook.ts';

/** The running simulators on one port, and the way to stop them. */
export type Simulators = { url: string; close(): Promise<void> };

export type SimulatorOptions = {
  /** 0 takes a free one. */
  port: number;
  /** Milliseconds since 1970, as the sandbox's clock tells them. */
  now: () => number;
  faults: Faults;
  host: Host;
  /** The merchant's key that every simulated provider accepts, until a control says another. */
  secretKey: string;
  /** Where a provider's webhooks go, and what signs them; absent: nowhere, unless a control says where. */
  webhook?: (provider: string) => WebhookSetting;
  /** Where the providers' memory is stored; absent: they forget everything when they close. */
  file?: string;
};

/** The key that the local system stores as the merchant's, for every provider. */
export const simulatorKey = 'sk_test_simulator';

/** The secret that signs a provider's webhooks, in the simulator and in the local gateway's secret. */
export const simulatorWebhookSecret = (provider: string): string => `whsec_${provider}_simulator`;

/** The webhooks of a provider for which no URL is set. */
export const nowhere = (provider: string): WebhookSetting => ({
  url: undefined,
  secret: simulatorWebhookSecret(provider),
});

/** What every provider works with. */
type Shared = Pick<SimulatorOptions, 'now' | 'webhook'> & {
  readonly keys: AcceptedKeys;
  readonly lists: Lists;
  readonly outbox: Outbox;
  /** Where the simulators are reached, once they listen. */
  readonly url: () => string;
};

/** Starts every registered simulator on its stored state. */
function startProviders(shared: Shared, memory: Memory): Provider[] {
  const { lists, now, keys, outbox, url, webhook = nowhere } = shared;
  const send: SimulatorContext<unknown>['send'] = (each) => {
    outbox.add(each);
  };
  return simulators.map((simulator) => {
    const { name, originPath, apiPath, idempotencyHeader } = simulator;
    const origin = (): string => `${url()}${originPath}`;
    const isSecretKey = keys.accepts;
    const context = { lists, now, isSecretKey, origin, send, webhook: () => webhook(name) };
    const started = simulator.start(memory.recall, context);
    return { name, originPath, prefix: `${originPath}${apiPath}`, idempotencyHeader, ...started };
  });
}

/** A memory that hands over what the providers have to tell, before it is stored that they have told it. */
const telling = (memory: Memory, providers: readonly Provider[]): Memory => ({
  ...memory,
  save() {
    for (const { webhooks } of providers) webhooks?.tell();
    memory.save();
  },
});

/** A host whose clock the providers follow at once. */
const followed = (host: Host, providers: readonly Provider[], memory: Memory): Host => ({
  ...host,
  async advanceClock(ms) {
    await host.advanceClock(ms);
    for (const { passTime } of providers) passTime?.();
    memory.save();
  },
});

/** A provider's control changes the state of that provider, so the state is stored after it. */
const saving = ({ route, run }: Control, memory: Memory): Control => ({
  route,
  async run(path, body) {
    const answer = await run(path, body);
    memory.save();
    return answer;
  },
});

/** Whose requests a fault can affect, and which requests those are. */
const targetsOf = (providers: readonly Provider[]): Record<string, readonly string[]> => ({
  table: tableCalls,
  secrets: secretsCalls,
  ...Object.fromEntries(
    providers.map(({ name, prefix, routes }) => [
      name,
      routes.map((route) => route.replace(' ', ` ${prefix}`)),
    ]),
  ),
});

/** Any origin will do, because only the path behind it is used. */
const origin = 'http://simulators';

/** Passes each request to the sandbox or to a provider, or answers it with 404. */
function createRouter(
  providers: readonly Provider[],
  context: ExchangeContext & {
    readonly lists: Lists;
    readonly outbox: Outbox;
    readonly keys: AcceptedKeys;
  },
): (incoming: IncomingMessage, response: ServerResponse) => Promise<void> {
  const { faults, host, lists, now, memory, outbox, keys } = context;
  const sources = Object.fromEntries(
    providers.flatMap(({ name, webhooks }) => (webhooks === undefined ? [] : [[name, webhooks]])),
  );
  const sandbox = createSandbox(
    {
      faults,
      host,
      lists,
      now,
      requests: memory.requests,
      targets: targetsOf(providers),
    },
    [
      ...providers.flatMap(({ controls }) => controls),
      ...webhookControls(outbox, sources),
      keys.control,
    ].map((control) => saving(control, memory)),
  );

  return async (incoming, response) => {
    const target = incoming.url ?? '/';
    if (!URL.canParse(target, origin)) {
      sendJson(response, 400, { error: 'The path of the request cannot be read.' });
      return;
    }
    const url = new URL(target, origin);
    const provider = providers.find(({ prefix }) => isBelow(prefix, url.pathname));
    if (provider !== undefined) {
      await exchange(provider, { incoming, response, url }, context);
    } else if (isBelow('/sandbox', url.pathname)) {
      const body = await readText(incoming);
      const answer = await sandbox(incoming.method ?? 'GET', url.pathname, body);
      sendJson(response, answer.status, answer.body);
    } else if (!(await sendPage(providers, { incoming, response, url }, memory))) {
      const places = ['/sandbox', ...providers.map(({ prefix }) => prefix)].join(', ');
      sendJson(response, 404, { error: `Nothing is here but what is below ${places}.` });
    }
  };
}

/** A defect of a simulator gets an answer, so that it does not end the whole local system. */
function fail(response: ServerResponse, error: unknown): void {
  if (response.headersSent || response.destroyed) response.destroy();
  else sendJson(response, 500, { error: error instanceof Error ? error.message : String(error) });
}

/**
 * Starts the simulators and the sandbox's controls on one port of 127.0.0.1.
 *
 * @throws Error with code EADDRINUSE when the port is taken.
 */
export async function startSimulators(options: SimulatorOptions): Promise<Simulators> {
  const closing = new AbortController();
  const stored = openMemory(options.file);
  const { faults, now } = options;
  const wait = (ms: number): Promise<void> =>
    ms === 0 ? Promise.resolve() : delay(ms, undefined, { signal: closing.signal });
  const lists = truthfulLists();
  const outbox = new Outbox();
  const keys = acceptedKeys(options.secretKey);
  const url = (): string => server.url;
  const providers = startProviders({ ...options, keys, lists, outbox, url }, stored);
  const memory = telling(stored, providers);
  const host = followed(options.host, providers, memory);
  const route = createRouter(providers, { faults, host, keys, lists, memory, now, outbox, wait });

  const server = await listen(options.port, (incoming, response) => {
    route(incoming, response)
      .catch((error: unknown) => {
        if (closing.signal.aborted) response.destroy();
        else fail(response, error);
      })
      .finally(() => {
        outbox.wake();
      });
  });

  return {
    url: server.url,
    async close() {
      closing.abort();
      await Promise.all([outbox.close(), server.close()]);
    },
  };
}
