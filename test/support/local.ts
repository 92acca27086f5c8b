import type { Local, LocalOptions } from '../../lib/local/local.ts';
import { startLocal } from '../../lib/local/stack.ts';
import { expectDocumented } from './openapi.ts';

/** An answer of the gateway, with its body as it came and, where it is JSON, what it says. */
export type LocalReply = {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
  readonly json: Record<string, unknown>;
};

export type LocalCall = {
  /**
   * Key of the gateway; by default one that may do everything: that of a caller which must send idempotency keys where
   * one is sent, else that of a client which was written for the provider. `null` sends none.
   */
  readonly key?: string | null;
  /** An object is sent as JSON, text as it is. */
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
  readonly idempotencyKey?: string;
};

/** What the simulated provider received. */
export type ProviderRequest = {
  readonly method: string;
  readonly path: string;
  readonly idempotencyKey: string | null;
  readonly at: string;
  readonly applied: boolean;
  /** Null while it is under way. */
  readonly endedAt: string | null;
};

/** A running gateway with its simulators, and the ways to play its callers, its customers and bad luck. */
export type LocalSystem = Local & {
  /**
   * Calls the gateway: `call('POST', '/komoju/api/v1/payments', { body })`.
   *
   * @throws Error where the answer is not as the document of the API says, or a request that was accepted is not
   */
  call(method: string, path: string, call?: LocalCall): Promise<LocalReply>;
  /** Calls the simulators' controls: `sandbox('POST', 'clock', { advanceMs: 1000 })`. */
  sandbox(method: string, control: string, body?: unknown): Promise<unknown>;
  /** Lets the next matching requests go wrong. */
  fault(fault: Record<string, unknown>): Promise<void>;
  clearFaults(): Promise<void>;
  /** Everything that the providers received, oldest first. */
  requests(): Promise<readonly ProviderRequest[]>;
  processes(): Promise<readonly { readonly operation: string; readonly pid: number }[]>;
  /** Moves the time that gateway and simulators see. */
  advanceClock(ms: number): Promise<void>;
};

/** Starts the whole system on free ports, from the stack that was synthesized for this run of jest. Close it. */
export async function localSystem(options: Partial<LocalOptions> = {}): Promise<LocalSystem> {
  const assembly = options.assembly ?? process.env['LOCAL_ASSEMBLY'];
  if (assembly === undefined)
    throw new Error('Start jest with test/support/synthesize.ts as globalSetup.');
  // What the shop's deliveries read and write would meet the faults that a test makes for something else.
  const quiet = { port: 0, simulatorPort: 0, connectsShop: false };
  const local = await startLocal({ assembly, ...quiet, ...options });

  const sandbox: LocalSystem['sandbox'] = async (method, control, body) => {
    const response = await fetch(`${local.simulatorUrl}/sandbox/${control}`, {
      method,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const answer: unknown = await response.json();
    if (!response.ok) throw new Error(`${method} ${control}: ${JSON.stringify(answer)}`);
    return answer;
  };
  return {
    ...local,
    sandbox,
    call: (method, path, call = {}) => callGateway(local.url, [method, path], call),
    fault: async (fault) => {
      await sandbox('POST', 'faults', fault);
    },
    clearFaults: async () => {
      await sandbox('DELETE', 'faults');
    },
    requests: async () => (await sandbox('GET', 'requests')) as ProviderRequest[],
    processes: async () =>
      (await sandbox('GET', 'processes')) as Awaited<ReturnType<LocalSystem['processes']>>,
    advanceClock: async (advanceMs) => {
      await sandbox('POST', 'clock', { advanceMs });
    },
  };
}

/** The key of a caller that must send idempotency keys, where one is sent. */
function usualKey(method: string, { headers = {}, idempotencyKey }: LocalCall): string {
  const names = Object.keys(headers).map((name) => name.toLowerCase());
  const sendsKey = idempotencyKey !== undefined || names.includes('idempotency-key');
  return sendsKey || method === 'GET' ? 'gk_local_admin' : 'gk_local_unmodified';
}

async function callGateway(
  url: string,
  [method, path]: readonly [string, string],
  call: LocalCall,
): Promise<LocalReply> {
  const { key, body, headers = {}, idempotencyKey } = call;
  const sent = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
  const given = new Headers({
    ...(key !== null && { authorization: `Bearer ${key ?? usualKey(method, call)}` }),
    ...(idempotencyKey !== undefined && { 'idempotency-key': idempotencyKey }),
    ...(typeof body === 'object' && { 'content-type': 'application/json' }),
    ...headers,
  });
  const type = given.get('content-type') ?? undefined;
  const response = await fetch(`${url}${path}`, {
    method,
    headers: given,
    ...(sent !== undefined && { body: sent }),
  });
  const { status, headers: answered } = response;
  const text = await response.text();
  expectDocumented({ method, path, type, sent, status, headers: answered, body: text });
  return { status, headers: answered, body: text, json: parsed(text) };
}

function parsed(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return {};
  }
}
