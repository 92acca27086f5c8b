import type { Effect } from '../../../functions/operations.ts';

/** A question to the logs, in the language of CloudWatch Logs Insights. */
export type Query = {
  readonly title: string;
  /** When a person asks it; the runbook has the same words. */
  readonly when: string;
  /** Whose logs are read: those of the functions of these effects, or API Gateway's. */
  readonly from: readonly Effect[] | 'access log';
  /** Its lines. A line that begins with a number sign says what the logs cannot tell. */
  readonly text: readonly string[];
};

/** What a person writes over before asking: an operation's id, or the provider's id of an object. */
export const placeholder = 'WRITE-THE-ID-HERE';

const requests: readonly Effect[] = ['mutation', 'read', 'record-read', 'inbox', 'health'];
const callingProviders: readonly Effect[] = ['mutation', 'read', 'inbox'];
const finding: readonly Effect[] = ['mutation', 'inbox', 'background'];
const all: readonly Effect[] = [...requests, 'background', 'canary'];

/**
 * The queries that a stack comes with. They read the members of log lines (functions/platform/log.ts) and of the access
 * log, and show no more than those hold: no body, no amount, no person's name.
 */
export const queries = {
  open: {
    title: 'Which outcomes are unknown',
    when: 'Callers were told `outcome_unknown`: which operations, and has a later request been told more?',
    from: ['mutation', 'background'],
    text: [
      '# Cannot know: what a webhook completed; no line names it. The table knows: npm run gateway -- operations list',
      '# Cannot know: operations that were claimed before the time that is searched.',
      'filter ispresent(operationId) and outcome in ["outcome_unknown", "done", "rejected", "replayed", "operation_closed", "result_erased", "recovered"]',
      '| stats latest(outcome) as newest, latest(operation) as asked, latest(caller) as by_whom, latest(why) as reason, count(*) as requests, earliest(time) as since by operationId',
      '| filter newest = "outcome_unknown"',
      '| sort since asc',
    ],
  },
  notRecorded: {
    title: 'Answers that were not recorded',
    when: '`notRecorded` is counted: the provider answered, and which operations stayed open for it?',
    from: ['mutation'],
    text: [
      'filter notRecorded > 0',
      '| fields @timestamp, operationId, operation, caller, providerStatus, outcome, why',
      '| sort @timestamp desc',
    ],
  },
  story: {
    title: 'Story of one operation or object',
    when: 'A shop asks about one payment: what happened, in its order?',
    from: all,
    text: [
      `# Write an operation’s id (X-Operation-Id) or the provider’s id of an object over ${placeholder}, twice.`,
      '# Cannot know: requests that name an object in their path only. Its history does: GET /gateway/v1/{provider}/payments/{paymentId}/history',
      `filter operationId = "${placeholder}" or object = "${placeholder}"`,
      '| fields @timestamp, operation, outcome, why, finding, operationId, object, providerStatus, providerCode, status, caller, requestId',
      '| sort @timestamp asc',
    ],
  },
  findings: {
    title: 'Findings by kind',
    when: '`findings` is counted: what must a person look at? Choose the last day; the section “Findings” says what each is.',
    from: finding,
    text: [
      'filter ispresent(finding)',
      '| stats count(*) as reports, latest(operationId) as newestOperation, latest(object) as newestObject, latest(why) as newestReason by finding, operation',
      '| sort reports desc',
    ],
  },
  declines: {
    title: 'Declines by caller',
    when: '`declined` rises: whose requests are declined, and with which code?',
    from: ['mutation'],
    text: [
      'filter outcome = "rejected"',
      '| stats count(*) as declines by caller, operation, providerCode',
      '| sort declines desc',
    ],
  },
  providerErrors: {
    title: 'Calls that providers did not decide',
    when: '`providerErrors` rises: which provider, and does it not answer, or answer with an error?',
    from: callingProviders,
    text: [
      '# Cannot know: calls of the scheduled functions; they are not counted one by one.',
      'filter providerErrors > 0',
      '| stats count(*) as calls, max(providerMs) as slowestMs, latest(time) as newest by provider, providerStatus, providerCode, why',
      '| sort calls desc',
    ],
  },
  notAttempted: {
    title: 'Requests that did nothing',
    when: '`notAttempted`, `secretMissing` or `keyRefused` is counted: which part could not be had?',
    from: [...requests, 'authorizer'],
    text: [
      'filter outcome = "not_attempted"',
      '| stats count(*) as requests, latest(time) as newest by operation, provider, why',
      '| sort requests desc',
    ],
  },
  slowest: {
    title: 'Slowest requests',
    when: 'Callers wait: which requests, and was it the provider or the start of a function?',
    from: requests,
    text: [
      '# Cannot know: the time in API Gateway and the start of a function. The access log has both, as latencyMs.',
      'filter ispresent(totalMs)',
      '| fields @timestamp, totalMs, providerMs, cold, operation, outcome, caller, operationId, requestId',
      '| sort totalMs desc',
      '| limit 50',
    ],
  },
  latency: {
    title: 'Latency by operation',
    when: 'How long does each operation take, and how much of it is the provider’s?',
    from: requests,
    text: [
      'filter ispresent(totalMs)',
      '| stats count(*) as requests, pct(totalMs, 50) as p50Ms, pct(totalMs, 99) as p99Ms, max(totalMs) as slowestMs, avg(providerMs) as providerMeanMs by operation',
      '| sort p99Ms desc',
    ],
  },
  defects: {
    title: 'Defects with their stack',
    when: '`defects` is counted, or a function fails: where in the code?',
    from: [...all, 'authorizer'],
    text: [
      'filter ispresent(error) or @message like /Task timed out|Runtime exited|"errorType"/',
      '| fields @timestamp, operation, requestId, operationId, error, @message',
      '| sort @timestamp desc',
      '| limit 50',
    ],
  },
  ownAnswers: {
    title: 'What API Gateway answered itself',
    when: 'Callers see errors of which no function has a line: throttled, refused, not routed, or did a function not answer?',
    from: 'access log',
    text: [
      '# A hyphen is written where there is no error.',
      'filter ispresent(errorType) and errorType != "-"',
      '| stats count(*) as answers, latest(time) as newest, latest(integrationError) as newestIntegrationError, latest(authorizerError) as newestAuthorizerError by errorType, status, route',
      '| sort answers desc',
    ],
  },
  refused: {
    title: 'Refused callers by address',
    when: '`callersRefused` rises: who calls with a key that is unknown, or may not do that?',
    from: 'access log',
    text: [
      '# Cannot know: what the web ACL answered by itself is here with status 403 and the type WAF_FILTERED.',
      'filter status in ["401", "403"]',
      '| stats count(*) as requests, latest(route) as newestRoute by ip, status, errorType, caller',
      '| sort requests desc',
    ],
  },
} as const satisfies Record<string, Query>;

export type QueryId = keyof typeof queries;

export const queryIds = Object.keys(queries) as QueryId[];

/** A query, with its members as they are for all. */
export const queryOf = (id: QueryId): Query => queries[id];

/** Its text, as it is entered. */
export const textOf = (id: QueryId): string => queryOf(id).text.join('\n');
