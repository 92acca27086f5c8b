import type { Datum } from './emitted.ts';
import { seriesOf, type Period, type Series } from './series.ts';

const form =
  /^SELECT (SUM|MAX)\((\w+)\) FROM SCHEMA\("([^"]+)", (\w+)\) GROUP BY (\w+) ORDER BY \1\(\) DESC LIMIT 1$/;

/** Whether an expression is a query of Metrics Insights. */
export const isInsights = (expression: string): boolean => expression.startsWith('SELECT ');

/** The greatest of the series that a Metrics Insights query groups. @throws Error for another form of query */
export function worstOf(
  data: readonly Datum[],
  expression: string,
  periods: readonly Period[],
): Series {
  const [, statistic = '', name = '', namespace = '', schema = '', group = ''] =
    form.exec(expression) ?? [];
  if (name === '' || schema !== group) throw new Error(`Not understood: ${expression}`);
  const own = data.filter((each) => each.namespace === namespace && each.name === name);
  const groups = new Set(own.map(({ dimensions }) => dimensions[group]));
  const all = [...groups].map((value = '') =>
    seriesOf(
      own,
      {
        ...{ namespace, name, dimensions: { [group]: value } },
        statistic: statistic === 'SUM' ? 'Sum' : 'Maximum',
      },
      periods,
    ),
  );
  return periods.map((_, at) => {
    const values = all.map((series) => series[at]).filter((value) => value !== undefined);
    return values.length === 0 ? undefined : Math.max(...values);
  });
}
