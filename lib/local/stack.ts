import type { RequestListener } from 'node:http';
import { join } from 'node:path';
import { createRestApi } from './api-gateway/rest-api.ts';
import { startAwsServers, type AwsServers } from './aws-servers.ts';
import { startDynamodb } from './aws/dynamodb.ts';
import { newCredentials, writeCredentials } from './aws/credentials.ts';
import { localKeys } from './aws/secret-contents.ts';
import { commandEnvironment } from './command-environment.ts';
import { append } from '../host/bounded.ts';
import { createCleanup, type Cleanup } from '../host/cleanup.ts';
import { createClock, type LocalClock } from '../host/clock.ts';
import { lockDirectory } from '../host/directory-lock.ts';
import { shopEndpoint } from './demo/with-shop.ts';
import type { Events } from './events/events.ts';
import { createFaults, type Faults } from '../host/faults.ts';
import { listen, type Listening } from '../host/listen.ts';
import { createFeed, type Feed } from './home/feed.ts';
import { buildChildScripts, type ChildScripts } from './lambda/child-scripts.ts';
import type { EndpointUrls } from './template/events/endpoints.ts';
import { lambdaEnvironment } from './lambda/environment.ts';
import { createLambdaPool, type LambdaPool } from './lambda/pool.ts';
import { withTableCalls } from './lambda/table-calls.ts';
import { startLambdaProcess, type ProcessOptions } from './lambda/process.ts';
import { createSchedules, type Schedules } from './lambda/schedules.ts';
import type { Local, LocalOptions } from './local.ts';
import type { Host } from './sandbox/sandbox.ts';
import { providerWebhooks } from './provider-webhooks.ts';
import { secretPlan } from './secret-plan.ts';
import { startTemplateEvents } from './start-events.ts';
import { simulatedOrigins } from './simulated-origins.ts';
import { simulators } from './simulators/registry.ts';
import { nowhere, simulatorKey, startSimulators } from './simulators/simulators.ts';
import type { WebhookSetting } from './simulators/webhooks/webhook.ts';
import { readTemplate, type LocalTemplate } from './template/template.ts';
import { withPages } from './with-pages.ts';

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
  /** What the page at / shows. */
  readonly feed: Feed;
  readonly onLine: (line: string) => void;
  readonly onAccess: (line: string) => void;
};

/** The parts that start after the template was read. The simulators start earlier and find them here. */
type LateParts = {
  pool?: LambdaPool;
  schedules?: Schedules;
  events?: Events | undefined;
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
  const accessLog: string[] = [];
  const feed = createFeed();
  const onLine = keptIn(log, (line) => {
    feed.add(line);
    options.onLine?.(line);
  });
  const onAccess = keptIn(accessLog, options.onAccess);
  const faults = createFaults(simulators[0].name);
  const { dataDir } = options;
  try {
    if (dataDir !== undefined) cleanup.add(lockDirectory(dataDir));
    const clock = createClock(fileIn(dataDir, 'clock.json'));
    const started = await start({ options, cleanup, feed, onLine, onAccess, faults, clock });
    const logs = { log, accessLog };
    return { ...started, ...logs, keys: localKeys, aheadMs: clock.offsetMs, close: cleanup.run };
  } catch (error) {
    await cleanup.run();
    throw error;
  }
}

/** Keeps the newest lines, and passes each on. */
const keptIn =
  (lines: string[], passOn: ((line: string) => void) | undefined) =>
  (line: string): void => {
    append(lines, line.slice(0, maxLineCharacters), maxLogLines);
    passOn?.(line);
  };

type Started = Omit<Local, 'keys' | 'log' | 'accessLog' | 'aheadMs' | 'close'>;

async function start(parts: Parts): Promise<Started> {
  const { options, cleanup, clock, faults, onAccess } = parts;
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
    onWrite: () => late.events?.wrote(),
  });
  const origins = simulatedOrigins(template, simulatorUrl, testModeKeys);
  const gatewayUrl = gateway.url;
  const urls = endpointUrls(options, gatewayUrl);
  const pool = createPool(template, {
    ...parts,
    ...{ scripts, servers, origins, simulatorUrl, gatewayUrl, urls },
  });
  cleanup.add(pool.close);
  late.pool = pool;
  late.schedules = createSchedules(template.schedules, { invoke: pool.invoke, now: clock.now });
  if (options.runsSchedules === true) cleanup.add(late.schedules.run());
  late.environment = commandEnvironment(
    template,
    { ...servers, credentialsFile: credentialsFile.path, gatewayUrl },
    origins,
  );
  late.webhook = providerWebhooks(template, servers.store, { url: gateway.url, testModeKeys });
  const api = createRestApi({
    api: template.restApi,
    invoke: pool.invoke,
    now: clock.now,
    onAccess,
  });
  const pages = { url: gateway.url, simulatorUrl, testModeKeys, feed: parts.feed, now: clock.now };
  gateway.serve(withPages(api, { ...pages, moreLinks: options.pageLinks ?? (() => []) }));
  // Behind it, because the shop takes webhooks there.
  late.events = await startTemplateEvents(template, {
    ...{ dynamodb: dynamodb.endpoint, urls, invoke: pool.invoke, now: clock.now },
    ...{ file: fileIn(dataDir, 'events.json'), onLine: parts.onLine },
  });
  cleanup.add(() => late.events?.close());
  for (const operation of options.warm ?? []) pool.warm(operation);
  return {
    url: gateway.url,
    simulatorUrl,
    hasEvents: late.events !== undefined,
    replaceFunctions: pool.replace,
    runningFunctions: () => new Set(pool.processes().map(({ operation }) => operation)),
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

/** The endpoints that are delivered to: those that were chosen, and the demo shop's own. */
const endpointUrls = ({ endpoints, connectsShop }: LocalOptions, url: string): EndpointUrls => ({
  ...(connectsShop !== false && shopEndpoint(url)),
  ...endpoints,
});

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
  events: () => late.events,
  schedules: () => late.schedules?.operations ?? [],
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
  readonly gatewayUrl: string;
  readonly urls: EndpointUrls;
};

function createPool(
  template: LocalTemplate,
  { options, clock, onLine, scripts, servers, origins, simulatorUrl, gatewayUrl, urls }: PoolParts,
): LambdaPool {
  const endpoints = { ...servers, gateway: gatewayUrl, providers: origins, events: urls };
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
  return createLambdaPool(functions, {
    start: (lambda) => startLambdaProcess(lambda, processOptions),
    onLine,
    accountConcurrency: options.accountConcurrency,
  });
}
