import { MathExpression, Stats, type IMetric, type IWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { figuresOf, period } from './figures.ts';
import type { Watched } from './watched.ts';
import { graph } from './widgets.ts';

/** One line for each rule of the web ACL; `ALL` is what all of them stop. */
const blockedByRule = ({ environment: { stackName } }: Watched): IMetric =>
  new MathExpression({
    expression: `SEARCH('{AWS/WAFV2,Region,Rule,WebACL} MetricName="BlockedRequests" WebACL="${stackName}"', 'Sum', ${period.toSeconds()})`,
    usingMetrics: {},
    label: '',
    period,
  });

const latency = ({ stage }: Watched, statistic: string): IMetric =>
  stage.metricLatency({ label: statistic, statistic, period });

/** What callers meet first: API Gateway, what it says by itself, and the web ACL. */
export function api(watched: Watched): IWidget[] {
  const { stage, environment } = watched;
  const count = { statistic: Stats.SUM, period };
  return [
    graph({
      title: 'How many requests come? A decline is a 5XX, too',
      unit: 'requests in 5 minutes',
      lines: [
        stage.metricCount({ ...count, label: 'all' }),
        stage.metricClientError({ ...count, label: '4XX' }),
        stage.metricServerError({ ...count, label: '5XX' }),
      ],
      width: 8,
    }),
    graph({
      title: 'How long do callers wait?',
      unit: 'milliseconds',
      lines: [latency(watched, Stats.p(99)), latency(watched, Stats.p(50))],
      width: 8,
    }),
    environment.webAcl
      ? graph({
          title: 'What does the web ACL stop? By rule',
          unit: 'requests in 5 minutes',
          lines: [blockedByRule(watched)],
          width: 8,
        })
      : graph({
          title: 'How long does API Gateway wait for functions? p99',
          unit: 'milliseconds',
          lines: [stage.metricIntegrationLatency({ statistic: Stats.p(99), period })],
          width: 8,
        }),
  ];
}

/** Requests that failed before, or instead of, a function; and the keys and secrets that functions need. */
export const access = (watched: Watched): IWidget[] => [
  graph({
    title: 'What goes wrong before a function answers?',
    unit: 'requests in 5 minutes',
    lines: figuresOf(watched, 'defects', 'callersRefused', 'throttled'),
  }),
  graph({
    title: 'Are our keys and secrets in order? No line means yes',
    unit: 'requests in 5 minutes',
    lines: figuresOf(watched, 'secretMissing', 'keyRefused'),
  }),
];
