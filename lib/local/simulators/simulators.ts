import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { Faults } from '../host/faults.ts';
import { createCoiney } from './coiney/coiney.ts';
import { createKomoju } from './komoju/komoju.ts';
import { listen } from '../host/listen.ts';
import { createSandbox, type Host } from '../sandbox/sandbox.ts';
import type { Control } from '../sandbox/control.ts';
import { exchange, type Surroundings } from './exchange.ts';
import { truthfulLists, type Lists } from '../sandbox/lists.ts';
import { openMemory, type Memory } from './memory.ts';
import type { ProviderSimulator } from './simulator.ts';
import { readText, sendJson } from './http.ts';

export type { Host } from '../sandbox/sandbox.ts';

/** The providers on this machine, and the way to stop them. */
export type Simulators = { url: string; close(): Promise<void> };

export type SimulatorOptions = {
  /** 0 takes a free one. */
  port: number;
  /** Milliseconds since 1970, as the sandbox's clock tells them. */
  now: () => number;
  faults: Faults;
  host: Host;
  /** What every provider here takes for the merchant's key. */
  secretKey: string;
  /** KOMOJU's other key, for browsers. */
  publishableKey: string;
  /** Where the providers keep their memory; absent: they forget when they close. */
  file?: string;
};

/** Every provider that runs here. Another one is one more entry. */
function createProviders(
  options: SimulatorOptions,
  { state }: Memory,
  lists: Lists,
): ProviderSimulator[] {
  const { now, secretKey, publishableKey } = options;
  return [
    createKomoju({ state: state.komoju, lists, now, secretKey, publishableKey }),
    createCoiney({ state: state.coiney, lists, now, secretKey }),
  ];
}

const isBelow = (prefix: string, path: string): boolean =>
  path === prefix || path.startsWith(`${prefix}/`);

/** A provider's control changes what that provider remembers. */
const saving = ({ on, run }: Control, memory: Memory): Control => ({
  on,
  async run(path, body) {
    const answer = await run(path, body);
    memory.save();
    return answer;
  },
});

/** Any will do: only what follows it is looked at. */
const origin = 'http://simulators';

/** Decides who answers: the sandbox, a provider, or nobody. */
function createDesk(
  providers: readonly ProviderSimulator[],
  surroundings: Surroundings & { readonly lists: Lists },
): (incoming: IncomingMessage, response: ServerResponse) => Promise<void> {
  const { faults, host, lists, now, memory } = surroundings;
  const sandbox = createSandbox(
    {
      faults,
      host,
      lists,
      now,
      requests: memory.state.requests,
      providers: providers.map(({ name }) => name),
    },
    providers.flatMap(({ controls }) => controls).map((control) => saving(control, memory)),
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
      await exchange(provider, { incoming, response, url }, surroundings);
    } else if (isBelow('/sandbox', url.pathname)) {
      const body = await readText(incoming);
      const answer = await sandbox(incoming.method ?? 'GET', url.pathname, body);
      sendJson(response, answer.status, answer.body);
    } else {
      const places = ['/sandbox', ...providers.map(({ prefix }) => prefix)].join(', ');
      sendJson(response, 404, { error: `Nothing is here but what is below ${places}.` });
    }
  };
}

/** A defect of a simulator answers as such, instead of taking the whole local system down with it. */
function fail(response: ServerResponse, error: unknown): void {
  if (response.headersSent || response.destroyed) response.destroy();
  else sendJson(response, 500, { error: error instanceof Error ? error.message : String(error) });
}

/**
 * Starts the providers and the sandbox's controls on one port of 127.0.0.1.
 * @throws Error with code EADDRINUSE when somebody else has the port.
 */
export async function startSimulators(options: SimulatorOptions): Promise<Simulators> {
  const closing = new AbortController();
  const memory = openMemory(options.file);
  const { faults, host, now } = options;
  const wait = (ms: number): Promise<void> =>
    ms === 0 ? Promise.resolve() : delay(ms, undefined, { signal: closing.signal });
  const lists = truthfulLists();
  const providers = createProviders(options, memory, lists);
  const desk = createDesk(providers, { faults, host, lists, memory, now, wait });

  const server = await listen(options.port, (incoming, response) => {
    desk(incoming, response).catch((error: unknown) => {
      if (closing.signal.aborted) response.destroy();
      else fail(response, error);
    });
  });

  return {
    url: server.url,
    close() {
      closing.abort();
      return server.close();
    },
  };
}
