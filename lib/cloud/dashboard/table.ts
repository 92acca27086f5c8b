import { Metric, Stats, type IMetric, type IWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { period, sumOf } from './figures.ts';
import type { Watched } from './watched.ts';
import { graph } from './widgets.ts';

/** What the functions ask of the table, and what a claim, a completion and the others are there. */
const calls = {
  PutItem: 'PutItem, claims',
  UpdateItem: 'UpdateItem, completions',
  GetItem: 'GetItem',
  Query: 'Query',
} as const;

type Call = keyof typeof calls;
const callNames = Object.keys(calls) as readonly Call[];

/** Amazon DynamoDB: how long the ledger takes, and what it refuses. */
export function table({ tableName: TableName }: Watched): IWidget[] {
  const of = (metricName: string, Operation: Call, statistic: string): IMetric =>
    new Metric({
      namespace: 'AWS/DynamoDB',
      metricName,
      dimensionsMap: { TableName, Operation },
      statistic,
      label: calls[Operation],
      period,
    });
  const all = (metricName: string): readonly IMetric[] =>
    callNames.map((name) => of(metricName, name, Stats.SUM));
  return [
    graph({
      title: 'How long does the ledger take? Average',
      unit: 'milliseconds',
      lines: callNames.map((name) => of('SuccessfulRequestLatency', name, Stats.AVERAGE)),
      width: 8,
    }),
    graph({
      title: 'The slowest claim and completion',
      unit: 'milliseconds',
      lines: (['PutItem', 'UpdateItem'] as const).map((name) =>
        of('SuccessfulRequestLatency', name, Stats.MAXIMUM),
      ),
      width: 8,
    }),
    graph({
      title: 'Does the ledger refuse or fail?',
      unit: 'requests in 5 minutes',
      lines: [
        sumOf(all('ThrottledRequests'), 'throttled', 'throttled'),
        sumOf(all('SystemErrors'), 'errors of DynamoDB', 'errors'),
      ],
      width: 8,
    }),
  ];
}
