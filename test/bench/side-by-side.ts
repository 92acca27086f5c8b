import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { devNull } from 'node:os';
import { dirname } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Readable } from 'node:stream';
import { runtimeFlags } from '../../lib/bundle/code-cache/runtime.ts';
import type { HostFindings, HostPlan } from './host-plan.ts';

/** Which Node runs the measured programs, where they find what they call, and how they trust it. */
export type Surroundings = {
  readonly runtime: string;
  readonly stub: string;
  readonly certificateFile: string;
};

/** What Lambda sets, and what the programs read; nothing of this machine's own. */
const environmentOf = ({
  runtime,
  stub,
  certificateFile,
}: Surroundings): Record<string, string> => ({
  PATH: dirname(runtime),
  AWS_REGION: 'ap-northeast-1',
  AWS_ACCESS_KEY_ID: 'bench',
  AWS_SECRET_ACCESS_KEY: 'bench',
  AWS_SESSION_TOKEN: 'bench',
  AWS_CONFIG_FILE: devNull,
  AWS_SHARED_CREDENTIALS_FILE: devNull,
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
  AWS_LAMBDA_FUNCTION_NAME: 'bench',
  AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '1024',
  AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
  LAMBDA_TASK_ROOT: '/var/task',
  // Not sampled, as nineteen in twenty are: the cheaper way for the peer's tracer.
  _X_AMZN_TRACE_ID: 'Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=0',
  AWS_XRAY_DAEMON_ADDRESS: '127.0.0.1:2000',
  POWERTOOLS_SERVICE_NAME: 'payments',
  POWERTOOLS_METRICS_NAMESPACE: 'payments',
  AWS_ENDPOINT_URL_DYNAMODB: stub,
  AWS_ENDPOINT_URL_SECRETS_MANAGER: stub,
  NODE_EXTRA_CA_CERTS: certificateFile,
  MODE: 'test',
  METRICS_NAMESPACE: 'PaymentGateway/bench',
  CARD_DATA: 'tokens-only',
  LEDGER_TABLE: 'ledger',
  LEDGER_SECRET: 'ledger',
  KOMOJU_SECRET: 'provider',
  KOMOJU_ORIGIN: stub,
});

const headers = {
  accept: 'application/json',
  authorization: 'Basic Z2tfdGVzdF9iZW5jaDo=',
  'content-type': 'application/json',
  host: 'api.example.com',
  'user-agent': 'storefront/1.0',
  'x-forwarded-for': '203.0.113.7',
};

/**
 * A create with a token, as API Gateway hands it on. Where it names an order, the gateway also looks for other attempts
 * to pay it; the peer never does.
 */
const eventOf = (order: string | undefined) => ({
  resource: '/komoju/api/v1/payments',
  path: '/komoju/api/v1/payments',
  httpMethod: 'POST',
  headers,
  multiValueHeaders: Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, [value]]),
  ),
  queryStringParameters: null,
  multiValueQueryStringParameters: null,
  pathParameters: { paymentId: 'b6f9dbtqt5tmjxtxoa2szlaxj' },
  stageVariables: null,
  requestContext: {
    requestId: 'b3f1c2de-0000-4000-8000-000000000000',
    extendedRequestId: 'bench=',
    authorizer: { callerId: 'storefront', scopes: '*', mustSendKey: 'true' },
    identity: { sourceIp: '203.0.113.7' },
  },
  body: JSON.stringify({
    amount: 1000,
    currency: 'JPY',
    payment_details: 'tok_0123456789abcdef',
    external_order_num: order,
    metadata: { order: '4711' },
  }),
  isBase64Encoded: false,
});

/** What Lambda adds for 1 GB of memory. */
const heapFlags = ['--max-semi-space-size=51', '--max-old-space-size=921'];

type RunPlan = Omit<HostPlan, 'event'> & {
  readonly surroundings: Surroundings;
  /** The order that the create names. */
  readonly order?: string;
};

/** Starts one host with one bundle, and waits until it has done its part. */
export async function runHost(
  host: string,
  bundle: string,
  { surroundings, order, ...plan }: RunPlan,
): Promise<HostFindings> {
  const given: HostPlan = { ...plan, event: eventOf(order) };
  const words = [...runtimeFlags, ...heapFlags, host, bundle, JSON.stringify(given)];
  const child = spawn(surroundings.runtime, words, {
    env: environmentOf(surroundings),
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
  });
  const [, , complaints, findings] = child.stdio as unknown as readonly Readable[];
  if (complaints === undefined || findings === undefined) throw new Error('It has no pipes.');
  const [found, complaint] = await Promise.all([
    text(findings),
    text(complaints),
    once(child, 'exit'),
  ]);
  if (found === '') throw new Error(`The host of ${bundle} failed: ${complaint}`);
  return JSON.parse(found) as HostFindings;
}

/**
 * Runs every program once, then every program again, and so on: what else the machine does meets all of them alike.
 *
 * @param onRound told how many rounds are done
 */
export async function inAlternation<Name extends string>(
  names: readonly Name[],
  rounds: number,
  act: { run: (name: Name) => Promise<HostFindings>; onRound: (done: number) => void },
): Promise<Record<Name, HostFindings>> {
  const found = new Map<Name, HostFindings[]>(names.map((name) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const name of names) found.get(name)?.push(await act.run(name));
    act.onRound(round + 1);
  }
  const medians = [...found].map(([name, each]) => [name, medianOf(each)] as const);
  return Object.fromEntries(medians) as Record<Name, HostFindings>;
}

const medianOf = (found: readonly HostFindings[]): HostFindings => ({
  firstMs: median(found.map(({ firstMs }) => firstMs)),
  cpuMs: median(found.map(({ cpuMs }) => cpuMs)),
  wallMs: median(found.map(({ wallMs }) => wallMs)),
});

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  const above = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? above : (above + (sorted[middle - 1] ?? above)) / 2;
}
