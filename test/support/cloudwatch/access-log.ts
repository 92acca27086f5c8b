import * as z from 'zod';
import type { Datum } from './emitted.ts';
import { filterPattern } from './filter-pattern.ts';

const MetricFilter = z.object({
  FilterPattern: z.string(),
  MetricTransformations: z.tuple([
    // Strict: a default value or dimensions must not be ignored silently.
    z.strictObject({
      MetricName: z.string(),
      MetricNamespace: z.string(),
      MetricValue: z.string().regex(/^\d+$/).transform(Number),
    }),
  ]),
});

/** A metric filter of a template. */
export type MetricFilter = z.infer<typeof MetricFilter>;

const Template = z.object({
  Resources: z.record(
    z.string(),
    z.object({ Type: z.string(), Properties: z.unknown().optional() }),
  ),
});

/** The metric filters of a template. @throws Error where one has what is not known here */
export const metricFiltersOf = (template: unknown): MetricFilter[] =>
  Object.values(Template.parse(template).Resources)
    .filter(({ Type }) => Type === 'AWS::Logs::MetricFilter')
    .map(({ Properties }) => MetricFilter.parse(Properties));

const Line = z.looseObject({ time: z.string() });

/** `20/Feb/2018:22:48:57 +0000` in milliseconds since 1970. */
const momentOf = (time: string): number => Date.parse(time.replaceAll('/', ' ').replace(':', ' '));

/** The values that CloudWatch takes from lines of the access log by metric filters: one for each line that matches. */
export function countedInAccessLog(
  filters: readonly MetricFilter[],
  lines: readonly string[],
): Datum[] {
  const read = lines.map((line) => Line.parse(JSON.parse(line)));
  return filters.flatMap(({ FilterPattern, MetricTransformations: [transformation] }) => {
    const matches = filterPattern(FilterPattern);
    const { MetricNamespace: namespace, MetricName: name, MetricValue: value } = transformation;
    return read.filter(matches).map(({ time }) => ({
      ...{ namespace, name, value, dimensions: {} },
      at: momentOf(time),
    }));
  });
}
