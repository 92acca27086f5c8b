import type { Datum } from './emitted.ts';
import { evaluate } from './expression.ts';
import { isInsights, worstOf } from './insights.ts';
import { seriesOf, type Period, type Series } from './series.ts';

type Dimensions = readonly { readonly Name: string; readonly Value: string }[];

type DataQuery = {
  readonly Id: string;
  readonly Expression?: string;
  readonly Period?: number;
  readonly ReturnData?: boolean;
  readonly MetricStat?: {
    readonly Metric: {
      readonly Namespace: string;
      readonly MetricName: string;
      readonly Dimensions?: Dimensions;
    };
    readonly Period: number;
    readonly Stat: string;
  };
};

/** The properties of `AWS::CloudWatch::Alarm`, references resolved, as far as the stack's alarms have them. */
export type AlarmDefinition = {
  readonly AlarmName: string;
  readonly Namespace?: string;
  readonly MetricName?: string;
  readonly Dimensions?: Dimensions;
  readonly Statistic?: string;
  readonly ExtendedStatistic?: string;
  readonly Period?: number;
  readonly Metrics?: readonly DataQuery[];
  readonly Threshold: number;
  readonly ComparisonOperator: string;
  readonly EvaluationPeriods: number;
  readonly DatapointsToAlarm?: number;
  readonly TreatMissingData: string;
};

/** CloudWatch looks a little further back than it must, for values that come late. */
const furtherBack = 2;

const dimensionsOf = (dimensions: Dimensions = []): Record<string, string> =>
  Object.fromEntries(dimensions.map(({ Name, Value }) => [Name, Value]));

/** The length of the alarm's periods, in milliseconds. */
function periodOf({ Period: own, Metrics = [] }: AlarmDefinition): number {
  const [seconds] = [own, ...Metrics.map((each) => each.MetricStat?.Period ?? each.Period)].filter(
    (each) => each !== undefined,
  );
  if (seconds === undefined) throw new Error('The alarm has no period.');
  return seconds * 1000;
}

const minute = 60_000;

/** The last periods before a moment, which end with a whole minute: an alarm is decided anew every minute. */
function periodsBefore(at: number, length: number, count: number): Period[] {
  const end = Math.floor(at / minute) * minute;
  return Array.from({ length: count }, (_, index) => {
    const from = end - (count - index) * length;
    return { from, to: from + length };
  });
}

function valuesOf(
  definition: AlarmDefinition,
  data: readonly Datum[],
  periods: readonly Period[],
): Series {
  const { Metrics: queries } = definition;
  if (queries === undefined)
    return seriesOf(
      data,
      {
        namespace: definition.Namespace ?? '',
        name: definition.MetricName ?? '',
        dimensions: dimensionsOf(definition.Dimensions),
        statistic: definition.Statistic ?? definition.ExtendedStatistic ?? '',
      },
      periods,
    );
  const variables = queries.flatMap(({ Id, MetricStat: stat }) => {
    if (stat === undefined) return [];
    const { Namespace: namespace, MetricName: name, Dimensions: dimensions } = stat.Metric;
    const query = { namespace, name, dimensions: dimensionsOf(dimensions), statistic: stat.Stat };
    return [[Id, seriesOf(data, query, periods)] as const];
  });
  const { Expression: expression = '' } = queries.find((each) => each.ReturnData !== false) ?? {};
  return isInsights(expression)
    ? worstOf(data, expression, periods)
    : evaluate(expression, Object.fromEntries(variables), periods.length);
}

/** @throws Error for a comparison that no alarm of ours uses */
function breaches({ ComparisonOperator: operator, Threshold: limit }: AlarmDefinition) {
  return (value: number): boolean => {
    if (operator === 'GreaterThanThreshold') return value > limit;
    if (operator === 'LessThanThreshold') return value < limit;
    throw new Error(`Not understood: ${operator}`);
  };
}

/**
 * Whether an alarm is on at a moment, as CloudWatch decides it: of the values that it finds a little further back than it
 * must, it takes the newest, and fills up with missing ones only where there are too few.
 */
export function isOn(definition: AlarmDefinition, data: readonly Datum[], at: number): boolean {
  const { EvaluationPeriods: count, DatapointsToAlarm: least = count } = definition;
  const periods = periodsBefore(at, periodOf(definition), count + furtherBack);
  const present = valuesOf(definition, data, periods).filter((value) => value !== undefined);
  const newest = present.slice(-count);
  const missing = count - newest.length;
  const wrong = newest.filter(breaches(definition)).length;
  return wrong + (definition.TreatMissingData === 'breaching' ? missing : 0) >= least;
}
