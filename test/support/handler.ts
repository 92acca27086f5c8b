import { randomUUID } from 'node:crypto';
import { logged } from './log-lines.ts';
import type { APIGatewayProxyEvent, Context } from 'aws-lambda';
import { providerNames } from '../../functions/operations.ts';
import { settingNamesOf } from '../../functions/platform/settings.ts';
import type { HttpHandler } from '../../functions/http/handler.ts';
import { createFaults, type Faults } from '../../lib/host/faults.ts';
import { openSecrets } from '../../lib/local/aws/secret-store.ts';
import { startSecretsServer } from '../../lib/local/aws/secrets-server.ts';
import { startSimulators } from '../../lib/local/simulators/simulators.ts';
import type { LocalSecret } from '../../lib/local/template/secrets.ts';
import { endpointFor, type AwsServer } from '../../lib/local/aws/aws-server.ts';
import { credentials, startTable, type TestTable } from './table.ts';

/** A request as API Gateway hands it on, as far as a function looks at it. */
export type Call = {
  /** An object is sent as JSON, text as it is. */
  readonly body?: unknown;
  /** Whether the body is handed over in base64, as API Gateway does with bytes that it takes for no text. */
  readonly inBase64?: boolean;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, readonly string[]>>;
  readonly scopes?: string;
  /** By default `true` where an `Idempotency-Key` is sent, as of a caller that must. */
  readonly mustSendKey?: string;
  readonly remainingMs?: number;
  readonly extendedRequestId?: string;
};

const listed = (value: string | readonly string[]): readonly string[] =>
  typeof value === 'string' ? [value] : value;

/** A body as API Gateway hands it over. */
function bodyOf({ body, inBase64 = false }: Call): {
  body: string | null;
  isBase64Encoded: boolean;
} {
  if (body === undefined) return { body: null, isBase64Encoded: false };
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const handed = inBase64 ? Buffer.from(text).toString('base64') : text;
  return { body: handed, isBase64Encoded: inBase64 };
}

/** Of a parameter that is sent more than once API Gateway gives the last. */
const lastOf = (query: NonNullable<Call['query']>): Record<string, string | undefined> =>
  Object.fromEntries(Object.entries(query).map(([name, values]) => [name, values.at(-1)]));

/** The event of a call. */
export function eventOf(call: Call): APIGatewayProxyEvent {
  const { body, headers = {}, path, query, scopes = '*' } = call;
  const sendsKey = Object.keys(headers).some((name) => name.toLowerCase() === 'idempotency-key');
  const { mustSendKey = String(sendsKey) } = call;
  const type = typeof body === 'object' ? { 'content-type': ['application/json'] } : {};
  const sent = Object.entries(headers).map(([name, value]) => [name, listed(value)] as const);
  const event = {
    ...bodyOf(call),
    multiValueHeaders: { ...type, ...Object.fromEntries(sent) },
    pathParameters: path ?? null,
    multiValueQueryStringParameters: query ?? null,
    queryStringParameters: query === undefined ? null : lastOf(query),
    requestContext: {
      requestId: 'request-1',
      extendedRequestId: call.extendedRequestId ?? `${randomUUID()}=`,
      authorizer: { callerId: 'storefront', scopes, mustSendKey },
    },
  };
  return event as unknown as APIGatewayProxyEvent;
}

/** An answer, and the line that the request left in the log. */
export type Reply = {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
  readonly line: Readonly<Record<string, unknown>>;
};

/** Invokes a handler as Lambda would. */
export async function invoke(handler: HttpHandler, call: Call = {}): Promise<Reply> {
  const context = { getRemainingTimeInMillis: () => call.remainingMs ?? 27_000 };
  const { value, lines } = await logged(() =>
    handler(eventOf(call), context as unknown as Context),
  );
  const { statusCode, headers = {}, body } = value;
  const line = lines.at(-1) as Reply['line'];
  return { status: statusCode, headers, body, line };
}

/** The code and the parameter of an error in KOMOJU's shape. */
export function errorOf({ body }: Pick<Reply, 'body'>): { code: string; param: string | null } {
  const { error } = JSON.parse(body) as { error: { code: string; param: string | null } };
  return { code: error.code, param: error.param };
}

type SecretName = `${Uppercase<string>}_SECRET`;

const arnOf = (name: string): string =>
  `arn:aws:secretsmanager:ap-northeast-1:000000000000:secret:${name}-abc123`;

const ofProviders = providerNames.map((name) => ({ name, ...settingNamesOf(name) }));

/** What each secret holds at first. */
const first: Readonly<Record<string, unknown>> = {
  ...Object.fromEntries(
    ofProviders.map(({ secret }) => [secret, { account: 'main', secretKey: 'sk_test_1' }]),
  ),
  LEDGER_SECRET: { namespace: 'n', fingerprintKey1: 'k1'.padEnd(32, '-') },
  CALLERS_SECRET: { callers: [] },
  CANARY_SECRET: { caller: 'canary', random: 'canary0000000000000000' },
};

/** What functions find around them: a table, secrets and a provider, each of them real and on loopback. */
export type World = {
  readonly table: TestTable;
  /** What goes wrong at the provider and at the secrets. */
  readonly faults: Faults;
  readonly secretCalls: Readonly<Record<string, number>>;
  /** Changes a secret: an object is stored as JSON, text as it is. */
  putSecret(name: SecretName, value: unknown): void;
  /** Everything that the provider received, oldest first. */
  requests(): Promise<readonly { path: string; idempotencyKey: string; applied: boolean }[]>;
  /** Changes a setting; all are as they were before once the world is closed. */
  set(name: string, value: string): void;
  close(): Promise<void>;
};

function createSettings(values: Readonly<Record<string, string>>): {
  set: World['set'];
  restore(): void;
} {
  const before = new Map<string, string | undefined>();
  const set = (name: string, value: string): void => {
    if (!before.has(name)) before.set(name, process.env[name]);
    process.env[name] = value;
  };
  for (const [name, value] of Object.entries(values)) set(name, value);
  return {
    set,
    restore: () => {
      for (const [name, value] of before) {
        if (value === undefined) Reflect.deleteProperty(process.env, name);
        else process.env[name] = value;
      }
    },
  };
}

async function startSecrets(
  faults: Faults,
): Promise<{ server: AwsServer; put: World['putSecret'] }> {
  const secrets = Object.entries(first).map(([name, value]): LocalSecret => ({
    name,
    arn: arnOf(name),
    value: JSON.stringify(value),
  }));
  const store = openSecrets(secrets, undefined);
  const server = await startSecretsServer(store, { faults, credentials, kill: () => undefined });
  const put: World['putSecret'] = (name, value) => {
    const secret = store.find(arnOf(name));
    if (secret === undefined) throw new Error(`There is no secret ${name}.`);
    store.put(secret, typeof value === 'string' ? value : JSON.stringify(value));
  };
  return { server, put };
}

async function endpointOf({ client }: TestTable): Promise<string> {
  const { protocol, hostname, port } = (await client.config.endpoint?.()) ?? {};
  return `${protocol ?? ''}//${hostname ?? ''}:${port ?? 0}`;
}

/** Starts a world and sets the settings by which functions find it. Close it. */
export async function startWorld(): Promise<World> {
  const faults = createFaults('komoju');
  const table = await startTable();
  const { server: secrets, put } = await startSecrets(faults);
  const simulators = await startSimulators({
    port: 0,
    now: () => Date.now(),
    faults,
    host: {
      processes: () => [],
      environment: () => ({}),
      schedules: () => [],
      start: () => Promise.resolve(undefined),
      advanceClock: () => Promise.resolve(),
    },
    secretKey: 'sk_test_1',
  });
  const settings = createSettings({
    MODE: 'test',
    CARD_DATA: 'tokens-only',
    METRICS_NAMESPACE: 'PaymentGateway/test',
    LEDGER_TABLE: table.name,
    LEDGER_SECRET: arnOf('LEDGER_SECRET'),
    CALLERS_SECRET: arnOf('CALLERS_SECRET'),
    CANARY_SECRET: arnOf('CANARY_SECRET'),
    CANARY_SCOPES: 'gateway.health',
    USAGE_KEY: 'callers-of-this-stack',
    ...Object.fromEntries(
      ofProviders.flatMap(({ name, secret, origin }) => [
        [secret, arnOf(secret)],
        [origin, name === 'komoju' ? simulators.url : `${simulators.url}/${name}`],
      ]),
    ),
    AWS_REGION: 'ap-northeast-1',
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_ENDPOINT_URL_DYNAMODB: await endpointOf(table),
    AWS_ENDPOINT_URL_SECRETS_MANAGER: endpointFor(secrets, '1'),
  });
  return {
    table,
    faults,
    secretCalls: secrets.calls,
    putSecret: put,
    requests: async () => {
      const answer = await fetch(`${simulators.url}/sandbox/requests`);
      return (await answer.json()) as Awaited<ReturnType<World['requests']>>;
    },
    set: settings.set,
    close: async () => {
      settings.restore();
      await Promise.all([simulators.close(), secrets.close(), table.close()]);
    },
  };
}
