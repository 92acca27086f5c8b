import type { RequestListener } from 'node:http';
import { join } from 'node:path';
import { buildChildScripts, type ChildScripts } from './lambda/child-scripts.ts';
import { createClock, type LocalClock } from './host/clock.ts';
import { lockDirectory } from './host/directory-lock.ts';
import { createTables, startDynamodb, type DynamodbChoice } from './aws/dynamodb.ts';
import { startDynamodbProxy } from './aws/dynamodb-proxy.ts';
import { createCleanup, type Cleanup } from './host/cleanup.ts';
import { createFaults, type Faults } from './host/faults.ts';
import { createRestApi } from './api-gateway/rest-api.ts';
import { lambdaEnvironment, providerOfSetting } from './lambda/environment.ts';
import { createLambdaPool, type LambdaPool } from './lambda/pool.ts';
import { startLambdaProcess } from './lambda/process.ts';
import { listen, type Listening } from './host/listen.ts';
import { region } from './template/physical-name.ts';
import { fillSecrets, localKeys, secretArns, simulatorKeys } from './aws/secret-contents.ts';
import { createSchedules, type Schedules } from './lambda/schedules.ts';
import { openSecrets } from './aws/secret-store.ts';
import { startSecretsServer } from './aws/secrets-server.ts';
import { startSimulators } from './simulators/simulators.ts';
import { readTemplate, type LocalTemplate } from './template/template.ts';
import type { AwsServer } from './aws/aws-server.ts';

/** The whole gateway, running on this machine. */
export type Local = {
  readonly url: string;
  readonly simulatorUrl: string;
  readonly keys: { readonly admin: string; readonly storefront: string };
  /** Every line that any function wrote, and what became of requests that got no answer. */
  readonly log: readonly string[];
  /** How often each call of the table was made: `{ PutItem: 1 }`. */
  readonly tableCalls: Readonly<Record<string, number>>;
  /** The same of the secrets: `{ GetSecretValue: 1 }`. */
  readonly secretCalls: Readonly<Record<string, number>>;
  readonly close: () => Promise<void>;
};

export type LocalOptions = {
  /** The directory of a synthesized stack, or how to make one; that comes last, as it takes longest. */
  readonly assembly: string | (() => Promise<string>);
  readonly port: number;
  readonly simulatorPort: number;
  /** The simulators of another local system, so that two stacks share one account; absent: its own. */
  readonly sharedSimulatorUrl?: string | undefined;
  /** Where data outlives a restart; absent: in memory. */
  readonly dataDir?: string | undefined;
  /** Calls the real KOMOJU with this key of its test mode; absent: the simulator. */
  readonly komojuSecretKey?: string | undefined;
  readonly onLine?: ((line: string) => void) | undefined;
  readonly dynamodb?: DynamodbChoice | undefined;
  /** Told when the table's server has ended by itself: nothing can be recorded any more. */
  readonly onTableLost?: (() => void) | undefined;
  /** Shorter than the template's, for those who want to see a function run into it. */
  readonly lambdaTimeoutMs?: number | undefined;
  /** Whether what the template schedules starts by itself; absent: only when the sandbox is asked to. */
  readonly runsSchedules?: boolean | undefined;
  /** Operations of which a process starts right away, so that the first request is quick. */
  readonly warm?: readonly string[] | undefined;
};

/** What all parts have a hand on. */
type Parts = {
  readonly options: LocalOptions;
  readonly ending: Cleanup;
  readonly clock: LocalClock;
  readonly faults: Faults;
  readonly onLine: (line: string) => void;
};

/**
 * Starts everything that the template describes, with the providers' simulators.
 *
 * Ports come first: whoever started this learns within a moment that one is taken. If a part does not start, those
 * that did are ended again.
 */
export async function startLocal(options: LocalOptions): Promise<Local> {
  const ending = createCleanup();
  const log: string[] = [];
  const onLine = (line: string) => {
    log.push(line);
    options.onLine?.(line);
  };
  const parts = { options, ending, onLine, clock: createClock(), faults: createFaults() };
  try {
    return { ...(await start(parts)), keys: localKeys, log, close: ending.run };
  } catch (error) {
    await ending.run();
    throw error;
  }
}

async function start(parts: Parts): Promise<Omit<Local, 'keys' | 'log' | 'close'>> {
  const { options, ending, clock } = parts;
  if (options.dataDir !== undefined) ending.add(lockDirectory(options.dataDir));
  const door = await openDoor(options.port);
  ending.add(door.close);
  const behind: Behind = { environment: {} };
  const simulatorUrl = options.sharedSimulatorUrl ?? (await startOwnSimulators(parts, behind));
  const dynamodb = await startDynamodb(options.dynamodb, options.dataDir, options.onTableLost);
  ending.add(dynamodb.close);
  const scripts = await buildChildScripts();
  ending.add(scripts.remove);

  const template = readTemplate(
    typeof options.assembly === 'string' ? options.assembly : await options.assembly(),
  );
  const servers = await startServers(template, dynamodb.endpoint, { ...parts, behind });
  const pool = createPool(template, { ...parts, ...servers, scripts, simulator: simulatorUrl });
  ending.add(pool.close);
  behind.pool = pool;
  behind.schedules = createSchedules(template.schedules, { invoke: pool.invoke, now: clock.now });
  if (options.runsSchedules === true) ending.add(behind.schedules.run());
  const origins = simulatedOrigins(template, simulatorUrl, options);
  behind.environment = { ...environmentOf(template, servers), origins };
  door.serve(createRestApi({ api: template, invoke: pool.invoke, now: clock.now }));
  for (const operation of options.warm ?? []) pool.warm(operation);
  return {
    url: door.url,
    simulatorUrl,
    tableCalls: servers.table.calls,
    secretCalls: servers.secrets.calls,
  };
}

/** What exists only once the template has been read, for parts that start before. */
type Behind = {
  pool?: LambdaPool;
  schedules?: Schedules;
  environment: Record<string, unknown>;
};

/** Takes the port at once, and gives the requests to the front door once there is one. */
async function openDoor(
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

async function startOwnSimulators(parts: Parts, behind: Behind): Promise<string> {
  const simulators = await startSimulators(simulatorOptions(parts, behind));
  parts.ending.add(() => simulators.close());
  return simulators.url;
}

function simulatorOptions(
  { options, clock, faults }: Parts,
  behind: Behind,
): Parameters<typeof startSimulators>[0] {
  const file = fileIn(options.dataDir, 'simulators.json');
  return {
    port: options.simulatorPort,
    now: clock.now,
    faults,
    secretKey: simulatorKeys.secret,
    publishableKey: simulatorKeys.publishable,
    ...(file !== undefined && { file }),
    host: {
      processes: () => behind.pool?.processes() ?? [],
      environment: () => ({ ...behind.environment, now: new Date(clock.now()).toISOString() }),
      start: async (operation) => behind.schedules?.start(operation),
      advanceClock: async (ms) => {
        clock.advance(ms);
        await behind.pool?.setClock();
      },
    },
  };
}

type Servers = { readonly table: AwsServer; readonly secrets: AwsServer };

/** Starts what the functions take for DynamoDB and Secrets Manager. */
async function startServers(
  template: LocalTemplate,
  endpoint: string,
  { options, ending, faults, behind }: Parts & { behind: Behind },
): Promise<Servers> {
  const kill = (id: string) => behind.pool?.kill(id);
  await createTables(endpoint, template.tables);
  const keyNames = Object.fromEntries(template.tables.map((table) => [table.name, table.keyNames]));
  const table = await startDynamodbProxy({ endpoint, keyNames }, { faults, kill });
  ending.add(table.close);
  const store = openSecrets(template.secrets, fileIn(options.dataDir, 'secrets.json'));
  fillSecrets(template, store, options.komojuSecretKey);
  const secrets = await startSecretsServer(store, { faults, kill });
  ending.add(secrets.close);
  return { table, secrets };
}

type PoolParts = Parts & Servers & { readonly scripts: ChildScripts; readonly simulator: string };

function createPool(
  template: LocalTemplate,
  { options, clock, onLine, scripts, table, secrets, simulator }: PoolParts,
): LambdaPool {
  const providers = simulatedOrigins(template, simulator, options);
  const surroundings = { table, secrets, providers };
  const world = {
    scripts,
    providers,
    simulator,
    offsetMs: clock.offsetMs,
    onLine,
    environmentFor: (lambda: LocalTemplate['functions'][number], id: string) =>
      lambdaEnvironment(lambda, { id, node: process.execPath }, surroundings),
  };
  const functions = template.functions.map((lambda) => ({
    ...lambda,
    timeoutMs: options.lambdaTimeoutMs ?? lambda.timeoutMs,
  }));
  return createLambdaPool(functions, (lambda) => startLambdaProcess(lambda, world), onLine);
}

/** Where each provider of the template is simulated; KOMOJU's simulator has the root, any other a path of its own. */
function simulatedOrigins(
  template: LocalTemplate,
  simulator: string,
  { komojuSecretKey }: LocalOptions,
): Record<string, string> {
  const originOf = (provider: string) =>
    provider === 'komoju' ? simulator : `${simulator}/${provider}`;
  const names = template.functions
    .flatMap(({ variables }) => Object.keys(variables).map(providerOfSetting))
    .filter((name) => name !== undefined)
    // With a key of KOMOJU's test mode its functions call the origin that the template gives them.
    .filter((name) => name !== 'komoju' || komojuSecretKey === undefined);
  return Object.fromEntries(names.map((name) => [name, originOf(name)]));
}

/** What a command needs to speak to the local table and secrets as it would to those in the cloud. */
function environmentOf(
  template: LocalTemplate,
  { table, secrets }: Servers,
): Record<string, unknown> {
  const tables = template.functions.map(({ variables }) => variables['LEDGER_TABLE']);
  return {
    region,
    endpoints: { dynamodb: table.url, secretsManager: secrets.url },
    settings: {
      LEDGER_TABLE: tables.find((name) => name !== undefined),
      ...secretArns(template),
    },
  };
}
