import { keyOf, type Series } from '../../../support/cloudwatch/drawing/recorded.ts';
import type { Line } from '../../../support/cloudwatch/widgets.ts';
import { steps } from './night.ts';

/*
 * What this machine has no figures for: AWS's own metrics, and those that CloudWatch counts in the access log. They are
 * made up, with something to see while the provider loses answers.
 */

/** A figure that goes up and down a little around another one, without chance. */
const around = (middle: number, spread: number): Series =>
  Array.from({ length: steps }, (_, at) =>
    Math.max(
      0,
      Math.round(middle + spread * Math.sin(at * 1.7) + spread * 0.6 * Math.cos(at * 0.9)),
    ),
  );

const only = (values: Readonly<Record<number, number>>): Series =>
  Array.from({ length: steps }, (_, at) => values[at]);

type Made = readonly [pattern: RegExp, series: Series];

const made: readonly Made[] = [
  [/^gateway defects/, only({ 16: 1, 17: 2 })],
  [/^gateway callersRefused/, only({ 3: 1, 26: 4, 27: 22, 28: 31, 29: 12, 30: 2 })],
  [/^gateway throttled/, only({ 28: 6 })],
  [/^AWS\/Lambda Invocations .*(recover|catch-up)/, around(5, 0)],
  [/^AWS\/Lambda Errors .*komoju\.payment\.create/, only({ 16: 1, 17: 2 })],
  [/^AWS\/Lambda ConcurrentExecutions .*=komoju\.payment\.create\//, around(3, 1.5)],
  [/^AWS\/Lambda ConcurrentExecutions .*=komoju\.payment\.capture\//, around(1, 0.6)],
  [/^AWS\/Lambda ConcurrentExecutions .*=komoju\.payment\.show\//, around(2, 0.4)],
  [/^AWS\/Lambda ConcurrentExecutions .*=komoju\.webhook\//, around(1, 0.9)],
  [/^AWS\/Lambda ConcurrentExecutions .*=gateway\.recover\//, around(1, 0)],
  [/^AWS\/Lambda ConcurrentExecutions .*=gateway\.authorize\//, around(2, 0.9)],
  [/^AWS\/Lambda ConcurrentExecutions, /, around(14, 3)],
  [/^AWS\/DynamoDB SuccessfulRequestLatency Operation=PutItem .*Average/, around(5, 1.5)],
  [/^AWS\/DynamoDB SuccessfulRequestLatency Operation=UpdateItem .*Average/, around(7, 1.4)],
  [/^AWS\/DynamoDB SuccessfulRequestLatency Operation=GetItem .*Average/, around(2, 0.4)],
  [/^AWS\/DynamoDB SuccessfulRequestLatency Operation=Query .*Average/, around(3, 0.9)],
  [/^AWS\/DynamoDB SuccessfulRequestLatency Operation=PutItem .*Maximum/, around(24, 11)],
  [/^AWS\/DynamoDB SuccessfulRequestLatency Operation=UpdateItem .*Maximum/, around(31, 14)],
  [/^AWS\/ApiGateway Count/, around(46, 14)],
  [/^AWS\/ApiGateway 4XXError/, around(3, 2)],
  [/^AWS\/ApiGateway 5XXError/, around(1, 1)],
  [/^AWS\/ApiGateway Latency .*p99/, around(640, 120)],
  [/^AWS\/ApiGateway Latency .*p50/, around(210, 30)],
  [/^AWS\/SQS /, around(0, 0)],
];

/** What is found by a search, which names no line. */
export const madeForSearches: Readonly<Record<string, Series>> = {
  'AWS/WAFV2 BlockedRequests Rule=ALL, Sum': around(6, 4),
  'AWS/WAFV2 BlockedRequests Rule=AWSCommonRules, Sum': around(3, 2),
};

/** The series of a line of the dashboard, where one is made up for it. */
export function madeFor(line: Line): Series | undefined {
  const key = keyOf(line);
  return made.find(([pattern]) => pattern.test(key))?.[1];
}
