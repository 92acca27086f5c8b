import type { RequestListener } from 'node:http';
import { join } from 'node:path';
import { createRestApi } from './api-gateway/rest-api.ts';
import { startAwsServers, type AwsServers } from './aws-servers.ts';
import { startDynamodb, type DynamodbChoice } from './aws/dynamodb.ts';
import { newCredentials, writeCredentials, type Credentials } from './aws/credentials.ts';
import { localKeys } from './aws/secret-contents.ts';
import { commandEnvironment } from './command-environment.ts';
import { append } from './host/bounded.ts';
import { createCleanup, type Cleanup } from './host/cleanup.ts';
import { createClock, type LocalClock } from './host/clock.ts';
import { lockDirectory } from './host/directory-lock.ts';
import { withDocs } from './docs/with-docs.ts';
import { withShop } from './demo/with-shop.ts';
import { createFaults, type Faults } from './host/faults.ts';
import { listen, type Listening } from './host/listen.ts';
import { buildChildScripts, type ChildScripts } from './lambda/child-scripts.ts';
import { lambdaEnvironment } from './lambda/environment.ts';
import { createLambdaPool, type LambdaPool } from './lambda/pool.ts';
import { withTableCalls, type TableReport } from './lambda/table-calls.ts';
import { startLambdaProcess, type ProcessOptions } from './lambda/process.ts';
import { createSchedules, type Schedules } from './lambda/schedules.ts';
import type { Host } from './sandbox/sandbox.ts';
import { providerWebhooks } from './provider-webhooks.ts';
import { secretPlan } from './secret-plan.ts';
import { simulatedOrigins } from './simulated-origins.ts';
import { simulators } from './simulators/registry.ts';
import { nowhere, simulatorKey, startSimulators } from './simulators/simulators.ts';
import type { WebhookSetting } from './simulators/webhooks/webhook.ts';
import { readTemplate, type LocalTemplate } from './template/template.ts';

/** The whole gateway, running on this machine. */
export type Local = {
  readonly url: string;
  readonly simulatorUrl: string;
  readonly keys: {
    readonly admin: string;
    readonly storefront: string;
    readonly unmodified: string;
  };
  /** What signs requests to the local table and secrets; every start has its own. */
  readonly credentials: Credentials;
  /** The newest 20,000 lines that functions wrote, and the failures of requests without an answer. */
  readonly log: readonly string[];
  /** The number of requests to the table by operation: `{ PutItem: 1 }`. */
  readonly tableCalls: Readonly<Record<string, number>>;
  /** The same for the secrets: `{ GetSecretValue: 1 }`. */
  readonly secretCalls: Readonly<Record<string, number>>;
  /** How far the sandbox has moved the clock, in milliseconds. */
  readonly aheadMs: () => number;
  readonly close: () => Promise<void>;
};

export type LocalOptions = {
  /** The directory of a synthesized stack, or a function that creates one. It runs last, as it takes longest. */
  readonly assembly: string | (() => Promise<string>);
  readonly port: number;
  readonly simulatorPort: number;
  /** The simulators of another local system, so that two stacks share one account; absent: its own. */
  readonly sharedSimulatorUrl?: string | undefined;
  /** Where data outlives a restart; absent: in memory. */
  readonly dataDir?: string | undefined;
  /** Keys of providers' own test modes, by provider. Such a provider is called in place of its simulator. */
  readonly testModeKeys?: Readonly<Record<string, string>> | undefined;
  readonly onLine?: ((line: string) => void) | undefined;
  /** Is told what every invocation has used, before its caller is answered. */
  readonly onReport?: ((report: TableReport) => void) | undefined;
  readonly dynamodb?: DynamodbChoice | undefined;
  /** Called when the table's server has ended by itself: nothing can be recorded any more. */
  readonly onTableLost?: (() => void) | undefined;
  /** Shorter than the template's, for tests of a function's timeout. */
  readonly lambdaTimeoutMs?: number | undefined;
  /** Whether the template's schedules run; absent: a function starts only when the sandbox is asked to start it. */
  readonly runsSchedules?: boolean | undefined;
  /** Operations of which a process starts right away, so that the first request is quick. */
  readonly warm?: readonly string[] | undefined;
};

/** More than a test writes. Who wants all lines of a long run reads the standard output. */
const maxLogLines = 20_000;

/** What CloudWatch takes as one line of a log. */
const maxLineCharacters = 256 * 1024;

/** What all parts share. */
type Parts = {
  readonly options: LocalOptions;
  readonly cleanup: Cleanup;
  readonly clock: LocalClock;
  readonly faults: Faults;
  readonly onLine: (line: string) => void;
};

/** The parts that start after the template was read. The simulators start earlier and find them here. */
type LateParts = {
  pool?: LambdaPool;
  schedules?: Schedules;
  webhook?: (provider: string) => WebhookSetting;
  environment: Record<string, unknown>;
};

/**
 * Starts everything that the template describes, and the simulators.
 *
 * Ports are taken first, so that a person learns at once that one is taken. If a part does not start, the parts that
 * have started are ended.
 */
export async function startLocal(options: LocalOptions): Promise<Local> {
  const cleanup = createCleanup();
  const log: string[] = [];
  const onLine = (line: string) => {
    append(log, line.slice(0, maxLineCharacters), maxLogLines);
    options.onLine?.(line);
  };
  const faults = createFaults(simulators[0].name);
  const { dataDir } = options;
  try {
    if (dataDir !== undefined) cleanup.add(lockDirectory(dataDir));
    const clock = createClock(fileIn(dataDir, 'clock.json'));
    const started = await start({ options, cleanup, onLine, faults, clock });
    return { ...started, keys: localKeys, log, aheadMs: clock.offsetMs, close: cleanup.run };
  } catch (error) {
    await cleanup.run();
    throw error;
  }
}

async function start(parts: Parts): Promise<Omit<Local, 'keys' | 'log' | 'aheadMs' | 'close'>> {
  const { options, cleanup, clock, faults } = parts;
  const { dataDir, testModeKeys = {} } = options;
  const gateway = await reservePort(options.port);
  cleanup.add(gateway.close);
  const late: LateParts = { environment: {} };
  const simulatorUrl = options.sharedSimulatorUrl ?? (await startOwnSimulators(parts, late));
  const dynamodb = await startDynamodb(options.dynamodb, dataDir, options.onTableLost);
  cleanup.add(dynamodb.close);
  const scripts = await buildChildScripts();
  cleanup.add(scripts.remove);

  const template = readTemplate(
    typeof options.assembly === 'string' ? options.assembly : await options.assembly(),
  );
  const credentials = newCredentials();
  const credentialsFile = writeCredentials(credentials);
  cleanup.add(credentialsFile.remove);
  const servers = await startAwsServers(template, {
    credentials,
    dynamodb: dynamodb.endpoint,
    secretsFile: fileIn(dataDir, 'secrets.json'),
    secretPlan: secretPlan(testModeKeys),
    cleanup,
    faults,
    kill: (id) => late.pool?.kill(id),
  });
  const origins = simulatedOrigins(template, simulatorUrl, testModeKeys);
  const pool = createPool(template, { ...parts, scripts, servers, origins, simulatorUrl });
  cleanup.add(pool.close);
  late.pool = pool;
  late.schedules = createSchedules(template.schedules, { invoke: pool.invoke, now: clock.now });
  if (options.runsSchedules === true) cleanup.add(late.schedules.run());
  late.environment = commandEnvironment(
    template,
    { ...servers, credentialsFile: credentialsFile.path },
    origins,
  );
  late.webhook = providerWebhooks(template, servers.store, { url: gateway.url, testModeKeys });
  const api = createRestApi({ api: template.restApi, invoke: pool.invoke, now: clock.now });
  const withPages = withShop(api, { url: gateway.url, key: localKeys.storefront });
  gateway.serve(withDocs(withPages, localKeys.admin));
  for (const operation of options.warm ?? []) pool.warm(operation);
  return {
    url: gateway.url,
    simulatorUrl,
    credentials,
    tableCalls: servers.table.calls,
    secretCalls: servers.secrets.calls,
  };
}

/** Takes the port at once; requests get 503 until `serve` is called. */
async function reservePort(
  port: number,
): Promise<Listening & { serve: (listener: RequestListener) => void }> {
  let serving: RequestListener = (_request, response) => response.writeHead(503).end();
  const listening = await listen(port, (request, response) => {
    serving(request, response);
  });
  return {
    ...listening,
    serve: (listener) => {
      serving = listener;
    },
  };
}

const fileIn = (dataDir: string | undefined, name: string): string | undefined =>
  dataDir === undefined ? undefined : join(dataDir, name);

async function startOwnSimulators(
  { options, cleanup, clock, faults }: Parts,
  late: LateParts,
): Promise<string> {
  const file = fileIn(options.dataDir, 'simulators.json');
  const started = await startSimulators({
    port: options.simulatorPort,
    now: clock.now,
    faults,
    host: hostOf(clock, late),
    secretKey: simulatorKey,
    webhook: (provider) => (late.webhook ?? nowhere)(provider),
    ...(file !== undefined && { file }),
  });
  cleanup.add(() => started.close());
  return started.url;
}

/** The host as the sandbox's controls see it, also before the late parts have started. */
const hostOf = (clock: LocalClock, late: LateParts): Host => ({
  processes: () => late.pool?.processes() ?? [],
  environment: () => ({ ...late.environment, now: new Date(clock.now()).toISOString() }),
  start: async (operation) => late.schedules?.start(operation),
  advanceClock: async (ms) => {
    clock.advance(ms);
    await late.pool?.setClock();
  },
});

type PoolParts = Parts & {
  readonly scripts: ChildScripts;
  readonly servers: AwsServers;
  readonly origins: Readonly<Record<string, string>>;
  readonly simulatorUrl: string;
};

function createPool(
  template: LocalTemplate,
  { options, clock, onLine, scripts, servers, origins, simulatorUrl }: PoolParts,
): LambdaPool {
  const endpoints = { ...servers, providers: origins };
  const processOptions: ProcessOptions = {
    scripts,
    providers: origins,
    simulator: simulatorUrl,
    offsetMs: clock.offsetMs,
    onLine,
    onReport: withTableCalls(servers.table.callsOf, options.onReport),
    environmentFor: (lambda, id) =>
      lambdaEnvironment(lambda, { id, node: process.execPath }, endpoints),
  };
  const functions = template.functions.map((lambda) => ({
    ...lambda,
    timeoutMs: options.lambdaTimeoutMs ?? lambda.timeoutMs,
  }));
  return createLambdaPool(
    functions,
    (lambda) => startLambdaProcess(lambda, processOptions),
    onLine,
  );
}
