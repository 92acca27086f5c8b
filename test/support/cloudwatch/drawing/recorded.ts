import type { Line } from '../widgets.ts';

/** A figure for each period of the time that was recorded; undefined where there is none. */
export type Series = readonly (number | undefined)[];

/** The periods of a recording by a line's {@link keyOf}, as a text: a number or a hyphen for each. */
export type Recorded = Readonly<Record<string, string>>;

/** What was recorded of a stack. */
export type Recording = {
  /** The alarms that are on at the end of it, by their names in the runbook. */
  readonly alarmsOn: readonly string[];
  readonly figures: Recorded;
};

type MetricName = Pick<Line, 'namespace' | 'name' | 'dimensions'>;

/** `'gateway open'`, `'AWS/Lambda Errors FunctionName=a'`: a metric, without the statistic. */
export const metricKeyOf = ({ namespace, name, dimensions }: MetricName): string =>
  [
    namespace.startsWith('PaymentGateway/') ? 'gateway' : namespace,
    name,
    ...Object.entries(dimensions).map((pair) => pair.join('=')),
  ].join(' ');

/** Under which a line is recorded: its metric and its statistic. */
export const keyOf = (line: MetricName & Pick<Line, 'stat'>): string =>
  `${metricKeyOf(line)}, ${line.stat ?? 'Average'}`;

export const seriesOf = (text: string): Series =>
  text.split(' ').map((each) => (each === '-' ? undefined : Number(each)));

export const textOf = (series: Series): string =>
  series.map((value) => (value === undefined ? '-' : String(value))).join(' ');
