import { metricNames, metricOf } from '../../functions/metrics.ts';
import { operationIds, rowOf } from '../../functions/operations.ts';
import { endpointsOf } from '../../lib/local/template/events/endpoints.ts';
import type { LocalTemplate } from '../../lib/local/template/template.ts';
import { answerBytes, createUnits, recordBytes, requestKinds, type Calls } from './write-units.ts';

/**
 * What the gateway costs at AWS, from what a request does. Pure: no measurement changes the costs by itself; the
 * durations below were measured and are to be renewed when a benchmark shows others.
 */

/**
 * List prices in US dollars for ap-northeast-1, on demand, without free tiers, from memory, in 2026-11:
 * check them against AWS's price lists before you rely on them.
 */
export const prices = {
  apiRequests: 4.25 / 1e6,
  lambdaRequests: 0.2 / 1e6,
  /** Of arm64. */
  lambdaGbSeconds: 0.0000133334,
  writeUnits: 0.715 / 1e6,
  readUnits: 0.1425 / 1e6,
  tableGbMonths: 0.285,
  /** Restoring to any second of the last 35 days is paid by the size of the table. */
  backupGbMonths: 0.228,
  logGb: 0.76,
  metricMonths: 0.3,
  /** Of each metric that an alarm looks at. */
  alarmMonths: 0.1,
  compositeAlarmMonths: 0.5,
  dashboardMonths: 3,
  tracesRecorded: 5 / 1e6,
  /** A custom event on a bus, and what a pipe takes to it after its filter. */
  busEvents: 1 / 1e6,
  pipeRequests: 0.4 / 1e6,
  secretMonths: 0.4,
  secretCalls: 0.05 / 1e4,
  outGb: 0.114,
  webAclMonths: 5,
  webAclRuleMonths: 1,
  webAclRequests: 0.6 / 1e6,
};

/** What all requests have in common. */
const assumed = {
  memoryGb: 1,
  /** Of recovery and reconciliation: a whole vCPU. */
  backgroundMemoryGb: 1769 / 1024,
  /** The provider's own time. The function waits for it and is paid for the wait. */
  providerMs: 500,
  /** One call of the table, and what a request takes beside its waits, with the share of a CPU that 1 GB brings. */
  tableMs: 5,
  ownMs: 7,
  /**
   * Of a create, in 2026-11: the function's line with its metrics 709, Lambda's three 268, the access log's 476, and 26
   * for each of the five, which CloudWatch adds.
   */
  logBytes: 1_600,
  /** An answer, with its headers. */
  sentBytes: answerBytes.usual + 500,
  /** Of the stack's rule for sampling: one in twenty, and no number of them besides. */
  tracedShare: 0.05,
  /** A stored operation, its entries in two indexes, and 100 bytes that DynamoDB adds to each of the three. */
  storedBytes: recordBytes.claimed + recordBytes.completion + answerBytes.usual + 800,
  keptMonths: 3,
  /** The authorizer is asked once in 30 s per caller: at this load hardly ever, for rare requests each time. */
  authorizerMs: 10,
  /** A run that finds nothing to do, every minute: its time, half a read unit for each query of a shard, its log. */
  idleRunMs: 50,
  idleRunReadUnits: 16,
  idleRunLogBytes: 900,
  /** One of the canary's runs: itself, health and the authorizer each leave a log line; health fetches secrets. */
  canaryLines: 3,
  canarySecretCalls: 2,
  /** One is over some of the alarms. */
  compositeAlarms: 1,
  dashboards: 1,
  /** Of the web ACL; a managed group is one. */
  webAclRules: 6,
};

/** The share of requests that leave a trace, and the memory of what runs in the background. */
export const { tracedShare, backgroundMemoryGb } = assumed;

export type Cost = {
  readonly api: number;
  readonly lambda: number;
  readonly table: number;
  readonly logs: number;
  readonly events: number;
};

/** What a million requests of a kind cost, in dollars, by service. What is stored is paid until it expires. */
export function costOfMillion(calls: Calls, memoryGb = assumed.memoryGb): Cost {
  const million = 1e6;
  const durationMs =
    calls.providerCalls * assumed.providerMs + calls.tableCalls * assumed.tableMs + assumed.ownMs;
  const { storedBytes, keptMonths, sentBytes, logBytes, tracedShare } = assumed;
  const gbMonths = calls.isStored ? (million * storedBytes * keptMonths) / 1e9 : 0;
  return {
    api: million * (prices.apiRequests + prices.webAclRequests + (sentBytes / 1e9) * prices.outGb),
    lambda:
      million * (prices.lambdaRequests + (durationMs / 1000) * memoryGb * prices.lambdaGbSeconds),
    table:
      million * calls.writeUnits * prices.writeUnits +
      gbMonths * (prices.tableGbMonths + prices.backupGbMonths),
    logs: million * ((logBytes / 1e9) * prices.logGb + tracedShare * prices.tracesRecorded),
    events: calls.isStored ? million * (prices.busEvents + prices.pipeRequests) : 0,
  };
}

export const totalOf = ({ api, lambda, table, logs, events }: Cost): number =>
  api + lambda + table + logs + events;

/** What a million requests cost at most for asking the authorizer each time. */
export const authorizerCostOfMillion = (): number =>
  1e6 *
  (prices.lambdaRequests +
    (assumed.authorizerMs / 1000) * assumed.memoryGb * prices.lambdaGbSeconds);

const scheduled: readonly string[] = operationIds.filter((id) => rowOf(id).schedule !== undefined);

/** The metrics that a stack emits though nobody calls it: those of what schedules start, one figure for the stack each. */
export const idleMetrics = metricNames.filter((name) =>
  metricOf(name).from.some((emitter) => scheduled.includes(emitter)),
);

/** What the canary's question after health emits: `requests`, `done` and `totalMs` of that operation. */
const healthMetrics = 3;

/** Metrics that alarms look at; each is paid for. */
export const alarmMetrics = 37;

/** What is started every minute, whether there is something to do or not. */
const everyMinute = operationIds.filter(
  (id) => rowOf(id).schedule === 'minute' && rowOf(id).effect !== 'delivery',
);

/** What a month of runs that have nothing to do costs. */
function idleRunsOfMonth(): number {
  const runs = everyMinute.length * 30 * 24 * 60;
  const { idleRunMs, idleRunReadUnits, idleRunLogBytes, backgroundMemoryGb } = assumed;
  const run =
    prices.lambdaRequests +
    (idleRunMs / 1000) * backgroundMemoryGb * prices.lambdaGbSeconds +
    idleRunReadUnits * prices.readUnits +
    (idleRunLogBytes / 1e9) * prices.logGb;
  return runs * run;
}

/** What a month of the canary costs: a run every five minutes, in which health waits for a provider, and it for health. */
function canaryRunsOfMonth(): number {
  const runs = (30 * 24 * 60) / 5;
  const { providerMs, ownMs, authorizerMs, memoryGb, logBytes } = assumed;
  const runningMs = 2 * (providerMs + ownMs) + authorizerMs;
  const run =
    prices.apiRequests +
    prices.webAclRequests +
    assumed.canaryLines * (prices.lambdaRequests + (logBytes / 1e9) * prices.logGb) +
    assumed.canarySecretCalls * prices.secretCalls +
    (runningMs / 1000) * memoryGb * prices.lambdaGbSeconds;
  return runs * run;
}

/** What the web ACL costs in a month, beside its requests. */
export const webAclCostOfMonth = (rules: number = assumed.webAclRules): number =>
  prices.webAclMonths + rules * prices.webAclRuleMonths;

/** The secrets of a stack without end points: the local one has three, with a secret each. */
export const secretsWithoutEndpoints = (template: LocalTemplate): number =>
  template.secrets.length - endpointsOf(template.functions).length;

/** What a stack costs in a month in which nobody calls it. */
export const idleCostOfMonth = (secrets: number): number =>
  secrets * prices.secretMonths +
  (idleMetrics.length + healthMetrics) * prices.metricMonths +
  alarmMetrics * prices.alarmMonths +
  assumed.compositeAlarms * prices.compositeAlarmMonths +
  assumed.dashboards * prices.dashboardMonths +
  webAclCostOfMonth() +
  idleRunsOfMonth() +
  canaryRunsOfMonth();

/** What one sandbox that is busy all month pays to fetch its two secrets every five minutes. */
export const secretCallsOfMonth = (): number => 2 * 12 * 24 * 30 * prices.secretCalls;

const dollars = (amount: number): string => `$${amount.toFixed(2)}`;

const [create] = requestKinds as readonly [Calls, ...Calls[]];

/** The section of test/bench/README.md, as Markdown. */
export function costSection(secrets: number): string {
  const rows = requestKinds.map((kind) => {
    const cost = costOfMillion(kind);
    const { api, lambda, table, logs, events } = cost;
    const parts = [api, lambda, table, logs, events].map(dollars);
    return [kind.name, String(kind.writeUnits), ...parts, `**${dollars(totalOf(cost))}**`];
  });
  const head = [
    'a million of',
    'write units each',
    'API',
    'Lambda',
    'table',
    'logs',
    'events',
    'together',
  ];
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [
    [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n'),
    `Computed in [cost.ts](cost.ts) from the calls that \`npm run bench\` counts, with list prices of ` +
      `ap-northeast-1 from memory, in 2026-11: check them. Assumed: 1 GB of memory (1.7 for what runs in the background), a provider that takes ` +
      `${assumed.providerMs} ms, answers of ${answerBytes.usual} bytes, as long as those of KOMOJU's payments, kept for ${assumed.keptMonths} months with backups, one event for each operation; what happens to ` +
      `its payment later is one more each time. The ` +
      `authorizer adds ${dollars(authorizerCostOfMillion())} at most, and each sandbox that is busy all month ` +
      `${dollars(secretCallsOfMonth())} for secrets.`,
    `An answer of ${answerBytes.large / 1000} kB makes ${createUnits(answerBytes.large)} units, and not ` +
      `${createUnits(answerBytes.usual)}. With half the memory a create would cost ` +
      `${dollars(totalOf(costOfMillion(create)) - totalOf(costOfMillion(create, assumed.memoryGb / 2)))} less a ` +
      `million, because most of what is paid for is the wait for the provider, and would have half the CPU.`,
    `A stack that nobody calls costs ${dollars(idleCostOfMonth(secrets))} a month: its ${secrets} secrets, ` +
      `${idleMetrics.length + healthMetrics} metrics, its alarms on ${alarmMetrics} metrics and one over them, its dashboard, ${everyMinute.length} functions that find nothing to do every minute, a canary, and ${dollars(webAclCostOfMonth())} for the ` +
      `web ACL, whose price for each request is in the column of the API; \`webAcl: false\` leaves it out. Keys are AWS's own; a key of your own (\`customerManagedKey\`) is $1 more, an end point ${dollars(prices.secretMonths)} for its secret, and the first of them a function that runs every minute.`,
  ].join('\n\n');
}

/** Where the costs are told. */
export const costsFile = 'test/bench/README.md';

/** That file's text with the section as it is computed. */
export const withCosts = (readme: string, secrets: number): string =>
  readme.replace(
    /<!-- costs -->[\s\S]*?<!-- \/costs -->/,
    () => `<!-- costs -->\n\n${costSection(secrets)}\n\n<!-- /costs -->`,
  );
