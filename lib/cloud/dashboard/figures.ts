import { Duration } from 'aws-cdk-lib';
import { MathExpression, Stats, type IMetric, type Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { MetricName } from '../../../functions/metrics.ts';
import { metricIn, namespaceOf } from '../metrics.ts';
import type { Watched } from './watched.ts';

/** Over how long a point of a graph counts. Titles say it, so it does not change with the range that is looked at. */
export const period = Duration.minutes(5);

/** What is a state, and not something that happens: its points are not added up, and the worst of them counts. */
const worstOfStates: Partial<Record<MetricName, string>> = {
  open: Stats.MAXIMUM,
  oldestMs: Stats.MAXIMUM,
  lagMs: Stats.MAXIMUM,
  healthy: Stats.MINIMUM,
};

/** How a metric is told apart, and which of its statistics is shown. */
type Shown = {
  readonly label?: string;
  readonly by?: Readonly<Record<string, string>>;
  readonly statistic?: string;
};

/** A metric of the registry as a line: a count is added up, of a state the worst counts, of a time the 99th percentile. */
export function figure({ environment }: Watched, name: MetricName, shown: Shown = {}): Metric {
  const { label = name, by } = shown;
  const usual = worstOfStates[name] ?? (name.endsWith('Ms') ? Stats.p(99) : Stats.SUM);
  return metricIn(environment, name, {
    label,
    period,
    statistic: shown.statistic ?? usual,
    ...(by !== undefined && { dimensionsMap: by }),
  });
}

/** Several counts of the whole stack, each under its own name. */
export const figuresOf = (watched: Watched, ...names: readonly MetricName[]): Metric[] =>
  names.map((name) => figure(watched, name));

/** One line for each value of a dimension, whatever values there are. */
export const figureForEach = (
  { environment }: Watched,
  name: MetricName,
  dimension: string,
): IMetric =>
  new MathExpression({
    expression: `SEARCH('{"${namespaceOf(environment)}",${dimension}} MetricName="${name}"', 'Sum', ${period.toSeconds()})`,
    usingMetrics: {},
    label: '',
    period,
  });

/** Metrics added up to one line. */
export const sumOf = (metrics: readonly IMetric[], label: string, prefix: string): IMetric => {
  const named = metrics.map((metric, at) => [`${prefix}${at}`, metric] as const);
  return new MathExpression({
    expression: `SUM([${named.map(([name]) => name).join(', ')}])`,
    usingMetrics: Object.fromEntries(named),
    label,
    period,
  });
};
