import type { Datum } from './emitted.ts';

/** Which values of a metric, and what is made of them. */
export type MetricQuery = {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  /** `Sum`, `Maximum`, `Minimum`, `Average`, `SampleCount`, or a percentile: `p99`. */
  readonly statistic: string;
};

/** A stretch of time, its end not included; milliseconds since 1970. */
export type Period = { readonly from: number; readonly to: number };

/** One value for each period, the oldest first; undefined where there are no data. */
export type Series = readonly (number | undefined)[];

const sum = (values: readonly number[]): number => values.reduce((all, each) => all + each, 0);

function percentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  const at = Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1);
  return sorted[at] ?? Number.NaN;
}

/** @throws Error for a statistic that CloudWatch does not have, or that no alarm of ours uses */
function made(values: readonly number[], statistic: string): number {
  const [, percent] = /^p(\d+)$/.exec(statistic) ?? [];
  if (percent !== undefined) return percentile(values, Number(percent));
  switch (statistic) {
    case 'Sum':
      return sum(values);
    case 'SampleCount':
      return values.length;
    case 'Average':
      return sum(values) / values.length;
    case 'Maximum':
      return Math.max(...values);
    case 'Minimum':
      return Math.min(...values);
    default:
      throw new Error(`There is no statistic ${statistic}.`);
  }
}

const isSame = (one: MetricQuery['dimensions'], other: MetricQuery['dimensions']): boolean =>
  JSON.stringify(Object.entries(one).toSorted()) ===
  JSON.stringify(Object.entries(other).toSorted());

/** The values of one metric: exactly these dimensions, as CloudWatch takes them. */
const dataOf = (data: readonly Datum[], { namespace, name, dimensions }: MetricQuery): Datum[] =>
  data.filter(
    (each) =>
      each.namespace === namespace && each.name === name && isSame(each.dimensions, dimensions),
  );

/** What a graph or an alarm sees of a metric. */
export function seriesOf(
  data: readonly Datum[],
  query: MetricQuery,
  periods: readonly Period[],
): Series {
  const own = dataOf(data, query);
  return periods.map(({ from, to }) => {
    const values = own.filter(({ at }) => at >= from && at < to).map(({ value }) => value);
    return values.length === 0 ? undefined : made(values, query.statistic);
  });
}
