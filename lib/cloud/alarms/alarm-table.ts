import { Stats, type IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { minuteMs, secondMs } from '../../../functions/platform/clock.ts';
import type { Watched } from './watched.ts';

/** When somebody must look: at once, at any hour, or on the next working day. */
export type Severity = 'page' | 'ticket';

/** An alarm. lib/cloud/RUNBOOK.md has a heading for each: what it means, where to look, what to do. */
export type AlarmRow = {
  readonly severity: Severity;
  /** What is wrong, in one sentence; part of the message that people get. */
  readonly title: string;
  /** What is looked at; of a row for each provider, by the provider's name. */
  readonly watch: (watched: Watched, provider: string) => IMetric;
  /** There is one for each provider that the stack serves. @default - one for the stack */
  readonly each?: 'provider';
  /** It is wrong above this, or below it; the number that an environment may replace. */
  readonly above?: number;
  readonly below?: number;
  /** The stretch of time that makes one value. */
  readonly minutes: number;
  /** How many values in a row must be wrong. @default 1 */
  readonly inARow?: number;
  /** Whether it is wrong that there is no value. @default false */
  readonly silenceIsWrong?: true;
  /** Whether money may be lost, or taken twice, while it lasts. @default false */
  readonly moneyAtRisk?: true;
};

const hours = 60;

/**
 * A no after a lost answer is final an hour and half a minute after the last attempt, and what no read shows is closed ten
 * minutes later. Before that nobody need get up; what stays open longer is not the usual end of a provider's outage.
 */
const usuallyKnownMs = 90 * minuteMs;

/**
 * Every alarm, the ones that wake somebody first. None goes by API Gateway's 5XXError, because a declined card is a 502,
 * nor by errors of the authorizer, because a wrong key is one.
 */
// prettier-ignore
export const alarms = {
  'recovery-not-run':    { severity: 'page', moneyAtRisk: true, title: 'Recovery has not run for five minutes: nobody looks what became of open operations.',
                           watch: (at) => at.runs('open'), below: 1, minutes: 1, inARow: 5, silenceIsWrong: true },
  'unknown-too-old':     { severity: 'page', moneyAtRisk: true, title: 'An operation has been open for more than an hour and a half: nobody knows whether its money moved.',
                           watch: (at) => at.own('oldestMs', Stats.MAXIMUM), above: usuallyKnownMs, minutes: 1, inARow: 2 },
  'unknown-share':       { severity: 'page', moneyAtRisk: true, title: 'Many operations end without a known outcome.',
                           watch: (at) => at.share(at.own('unknown', Stats.SUM), at.own('requests', Stats.SUM), 5), above: 5, minutes: 5 },
  'not-recorded':        { severity: 'page', moneyAtRisk: true, title: 'The provider’s answers could not be written to the table.',
                           watch: (at) => at.own('notRecorded', Stats.SUM), above: 0, minutes: 5 },
  'table-errors':        { severity: 'page', moneyAtRisk: true, title: 'The table fails or throttles.',
                           watch: (at) => at.tableErrors(), above: 5, minutes: 5 },
  'dead-letters':        { severity: 'page', title: 'A scheduled run failed, or was not started.',
                           watch: (at) => at.deadLetters(), above: 0, minutes: 5 },
  'defects':             { severity: 'page', title: 'The gateway itself fails: internal errors, functions that do not answer.',
                           watch: (at) => at.own('defects', Stats.SUM), above: 4, minutes: 1 },
  'functions-throttled': { severity: 'page', title: 'Lambda has no concurrency left for requests.',
                           watch: (at) => at.functionsThrottled(), above: 5, minutes: 5 },
  'concurrency':         { severity: 'page', title: 'The account’s functions use 80 % of the 1,000 executions that an account usually has at once.',
                           watch: (at) => at.concurrency(), above: 800, minutes: 5, inARow: 2 },
  'secret-missing':      { severity: 'page', title: 'A secret cannot be had, has an empty place or is of the other mode: requests are turned away.',
                           watch: (at) => at.own('secretMissing', Stats.SUM), above: 2, minutes: 5 },
  'key-refused':         { severity: 'page', title: 'The provider does not know our key any more: nothing can be paid.',
                           watch: (at) => at.own('keyRefused', Stats.SUM), above: 2, minutes: 5 },
  'provider-errors':     { severity: 'page', title: 'The provider does not decide a part of our calls.', each: 'provider',
                           watch: (at, provider) => at.share(at.own('providerErrors', Stats.SUM, { provider }), at.own('providerMs', Stats.SAMPLE_COUNT, { provider }), 5), above: 20, minutes: 5 },
  'canary-silent':       { severity: 'page', title: 'Seen from outside the gateway is not well, or nobody looks: the canary said no three times, or nothing.',
                           watch: (at) => at.atLeast(at.own('healthy', Stats.MINIMUM)), below: 1, minutes: 5, inARow: 3, silenceIsWrong: true },
  'pending-too-old':     { severity: 'ticket', title: 'An operation has been open for more than a quarter of an hour.',
                           watch: (at) => at.own('oldestMs', Stats.MAXIMUM), above: 15 * minuteMs, minutes: 5 },
  'findings-reported':   { severity: 'ticket', title: 'Something was found that a person must know.',
                           watch: (at) => at.own('findings', Stats.SUM), above: 0, minutes: 5 },
  'reconciliation-late': { severity: 'ticket', title: 'Reconciliation has not run for three hours.',
                           watch: (at) => at.runs('objects'), below: 1, minutes: 1 * hours, inARow: 3, silenceIsWrong: true },
  'catch-up-not-run':    { severity: 'ticket', title: 'Catch-up has not run for ten minutes: what no webhook tells is not seen.',
                           watch: (at) => at.runs('missed'), below: 1, minutes: 1, inARow: 10, silenceIsWrong: true },
  'webhooks-missed':     { severity: 'ticket', title: 'Events were found that no webhook had told.',
                           watch: (at) => at.own('missed', Stats.SUM), above: 4, minutes: 1 * hours },
  'webhooks-forged':     { severity: 'ticket', title: 'Webhooks came that are not the provider’s own.',
                           watch: (at) => at.own('forged', Stats.SUM), above: 0, minutes: 5 },
  'codes-unlisted':      { severity: 'ticket', title: 'The provider gave an error code that is in no list of ours.',
                           watch: (at) => at.own('unlisted', Stats.SUM), above: 0, minutes: 5 },
  'callers-refused':     { severity: 'ticket', title: 'Many requests came with a key that is unknown or may not do that.',
                           watch: (at) => at.own('callersRefused', Stats.SUM), above: 20, minutes: 5 },
  'callers-throttled':   { severity: 'ticket', title: 'Many requests were answered 429: somebody calls faster than is allowed.',
                           watch: (at) => at.own('throttled', Stats.SUM), above: 20, minutes: 5 },
  'slow':                { severity: 'ticket', title: 'One operation in a hundred takes longer than ten seconds.',
                           watch: (at) => at.own('totalMs', Stats.p(99)), above: 10 * secondMs, minutes: 5, inARow: 3 },
  'provider-slow':       { severity: 'ticket', title: 'One call in a hundred takes the provider longer than eight seconds.', each: 'provider',
                           watch: (at, provider) => at.own('providerMs', Stats.p(99), { provider }), above: 8 * secondMs, minutes: 5, inARow: 3 },
  'declines':            { severity: 'ticket', title: 'The provider says no to more than half of all operations.',
                           watch: (at) => at.share(at.own('rejected', Stats.SUM), at.own('requests', Stats.SUM), 20), above: 50, minutes: 15 },
  'declines-of-caller':  { severity: 'ticket', title: 'One caller is declined very often: somebody may be trying cards.',
                           watch: (at) => at.worstCaller('declined'), above: 50, minutes: 5 },
} as const satisfies Record<string, AlarmRow>;

export type AlarmId = keyof typeof alarms;

export const alarmIds = Object.keys(alarms) as AlarmId[];

/** An alarm's row, with its optional members. */
export const alarmOf = (id: AlarmId): AlarmRow => alarms[id];
