/**
 * THE METRICS: every figure that the gateway leaves in CloudWatch, one row each. The code that emits them, the dashboard,
 * the alarms and the runbook's table are made from it, so a name is written once.
 *
 * They are members of log lines, from which CloudWatch takes them (functions/platform/metric-directives.ts), or counts of
 * lines of the access log. The namespace is the stack's own, so two stacks in an account are never added up. A metric
 * costs money for each value of its dimension in every month in which it is emitted: 30 cents, of 2026. This file is data
 * without imports.
 */

/** What a metric is told apart by. No other value that a request holds may become a dimension. */
export type Dimension =
  /** Not at all: one figure for the whole stack. */
  | 'stack'
  /** The same, counting mutations only: the operations that move money or make something. */
  | 'mutations'
  /** The id of the operation. */
  | 'operation'
  /** The provider's name. */
  | 'provider'
  /** The caller's id: of those on record, so there are no more of them than callers. */
  | 'caller';

/** Who emits it. */
export type Emitter =
  /** A request's log line. */
  | 'request'
  /** The log line of the scheduled function that it names. */
  | 'gateway.recover'
  | 'gateway.catch-up'
  | 'gateway.reconcile'
  | 'gateway.deliver'
  /** The authorizer's log line. */
  | 'gateway.authorize'
  | 'gateway.canary'
  /** A filter on API Gateway's access log: these requests may have started no function. */
  | 'access log';

export type Metric = {
  readonly unit: 'Count' | 'Milliseconds';
  readonly by: readonly Dimension[];
  readonly from: readonly Emitter[];
  readonly meaning: string;
};

const scheduled = ['gateway.recover', 'gateway.catch-up', 'gateway.reconcile'] as const;

// prettier-ignore
export const metrics = {
  requests:         { unit: 'Count',        by: ['operation', 'mutations'], from: ['request'],            meaning: 'Requests that a function answered, replays included.' },
  done:             { unit: 'Count',        by: ['operation', 'mutations'], from: ['request'],            meaning: 'The provider said yes.' },
  rejected:         { unit: 'Count',        by: ['operation', 'mutations'], from: ['request'],            meaning: 'The provider said no: a declined card, a parameter that it does not take.' },
  unknown:          { unit: 'Count',        by: ['operation', 'mutations'], from: ['request'],            meaning: 'Callers were told that the outcome is not confirmed.' },
  totalMs:          { unit: 'Milliseconds', by: ['operation', 'mutations'], from: ['request'],            meaning: 'How long a function took to answer, without API Gateway and the start of a cold one.' },
  declined:         { unit: 'Count',        by: ['caller'],                 from: ['request'],            meaning: 'The provider’s no to a mutation. Many of one caller: somebody may be trying cards.' },
  replayed:         { unit: 'Count',        by: ['stack'],                  from: ['request'],            meaning: 'Answered from the record: the request had been completed before.' },
  conflicts:        { unit: 'Count',        by: ['stack'],                  from: ['request'],            meaning: 'A key that is in use for another request, or whose request is still running.' },
  notAttempted:     { unit: 'Count',        by: ['stack'],                  from: ['request'],            meaning: 'The request did nothing, and may be sent again: table, secret or provider could not be had.' },
  notRecorded:      { unit: 'Count',        by: ['stack'],                  from: ['request'],            meaning: 'The provider answered, and the table did not take the answer: the operation stays open.' },
  secretMissing:    { unit: 'Count',        by: ['stack'],                  from: ['request', 'gateway.authorize'], meaning: 'A secret could not be had, has an empty place, or is of the other mode.' },
  keyRefused:       { unit: 'Count',        by: ['stack'],                  from: ['request'],            meaning: 'The provider does not know our key (401), also after it was fetched again.' },
  providerMs:       { unit: 'Milliseconds', by: ['provider'],               from: ['request'],            meaning: 'How long the provider took; its samples are our calls.' },
  providerErrors:   { unit: 'Count',        by: ['provider'],               from: ['request'],            meaning: 'Calls that the provider did not decide: no connection, no answer, an error of its own, 401, 429.' },
  unlisted:         { unit: 'Count',        by: ['stack'],                  from: ['request'],            meaning: 'The provider gave an error code that is in no list of ours.' },
  webhooks:         { unit: 'Count',        by: ['stack'],                  from: ['request'],            meaning: 'Webhooks that were taken, the ones that were known already included.' },
  duplicates:       { unit: 'Count',        by: ['stack'],                  from: ['request'],            meaning: 'Webhooks whose event was applied before.' },
  postponed:        { unit: 'Count',        by: ['stack'],                  from: ['request'],            meaning: 'Webhooks that are kept and not applied yet: the payment could not be read.' },
  forged:           { unit: 'Count',        by: ['stack'],                  from: ['request'],            meaning: 'Webhooks that are not the provider’s own, or whose secret changed.' },
  findings:         { unit: 'Count',        by: ['stack'],                  from: ['request', ...scheduled, 'gateway.deliver'], meaning: 'What a person must know; the section “Findings” says what each is.' },
  open:             { unit: 'Count',        by: ['stack'],                  from: ['gateway.recover'],    meaning: 'Operations whose outcome is not on record; one figure a minute.' },
  oldestMs:         { unit: 'Milliseconds', by: ['stack'],                  from: ['gateway.recover'],    meaning: 'The age of the oldest of them, due for a read or not.' },
  recovered:        { unit: 'Count',        by: ['stack'],                  from: ['gateway.recover'],    meaning: 'Open operations that a read at the provider completed.' },
  missed:           { unit: 'Count',        by: ['stack'],                  from: ['gateway.catch-up'],   meaning: 'Events that no webhook had told.' },
  objects:          { unit: 'Count',        by: ['stack'],                  from: ['gateway.reconcile'],  meaning: 'Objects at the providers that were compared with the record.' },
  lagMs:            { unit: 'Milliseconds', by: ['stack'],                  from: ['gateway.reconcile'],  meaning: 'How far reconciliation is behind at the end of a run: behind what is 70.5 minutes old, because what is newer may still be under way.' },
  healthy:          { unit: 'Count',        by: ['stack'],                  from: ['gateway.canary'],     meaning: 'Whether all that the canary asked from outside was as it should be: 1, or 0; one figure in five minutes.' },
  cacheRejected:    { unit: 'Count',        by: ['stack'],                  from: ['request'],            meaning: 'Cold starts whose code cache V8 did not take: they were slower, and nothing else.' },
  defects:          { unit: 'Count',        by: ['stack'],                  from: ['access log'],         meaning: 'Answers that were the gateway’s own fault: an internal error, a function or an authorizer that did not answer.' },
  callersRefused:   { unit: 'Count',        by: ['stack'],                  from: ['access log'],         meaning: 'Requests answered 401 or 403: a key that is unknown, or may not do that.' },
  throttled:        { unit: 'Count',        by: ['stack'],                  from: ['access log'],         meaning: 'Requests answered 429 by API Gateway or the web ACL.' },
} as const satisfies Record<string, Metric>;

export type MetricName = keyof typeof metrics;

export const metricNames = Object.keys(metrics) as MetricName[];

/** The names of the metrics that a filter on the access log counts. */
export type AccessLogMetric = {
  [Name in MetricName]: (typeof metrics)[Name]['from'] extends readonly ['access log']
    ? Name
    : never;
}[MetricName];

/** The row of a metric, with its members as they are for all. */
export const metricOf = (name: MetricName): Metric => metrics[name];

/** The metrics that an emitter leaves. */
export const metricsFrom = (emitter: Emitter): MetricName[] =>
  metricNames.filter((name) => metricOf(name).from.includes(emitter));

/** The figures of one log line. */
export type Figures = Partial<Record<MetricName, number | undefined>>;
