import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'prettier';
import type { Datum } from '../../../support/cloudwatch/emitted.ts';
import {
  keyOf,
  metricKeyOf,
  textOf,
  type Recording,
  type Series,
} from '../../../support/cloudwatch/drawing/recorded.ts';
import { linesOf, type Line } from '../../../support/cloudwatch/widgets.ts';
import { minimal, synthesize } from '../synthesize.ts';
import { madeFor, madeForSearches } from './made.ts';
import { play } from './play.ts';
import { widgetsIn } from './read-dashboard.ts';

// Records anew what the picture of the dashboard shows: npx tsx test/lib/cloud/dashboard/record.ts. It takes some minutes.

/** What CloudWatch makes of the values of a period. */
function statisticOf(values: readonly number[], stat: string): number | undefined {
  if (stat === 'SampleCount') return values.length;
  if (stat === 'Sum') return values.reduce((a, b) => a + b, 0);
  if (stat === 'Minimum') return Math.min(...values);
  const percent = stat === 'Maximum' ? 100 : Number(stat.slice(1));
  return values.toSorted((a, b) => a - b)[Math.ceil((percent / 100) * values.length) - 1];
}

const valuesOf = (data: readonly Datum[], key: string): number[] =>
  data.filter((datum) => metricKeyOf(datum) === key).map(({ value }) => value);

function seriesFor(line: Line, all: readonly (readonly Datum[])[]): Series {
  return all.map((data) => {
    const values = valuesOf(data, metricKeyOf(line));
    return values.length === 0 ? undefined : statisticOf(values, line.stat ?? '');
  });
}

/** A line for each caller that was declined: a search finds them, and the dashboard does not name them. */
const declines = (all: readonly (readonly Datum[])[]): Line[] =>
  [
    ...new Set(
      all
        .flat()
        .flatMap(({ name, dimensions }) =>
          name === 'declined' ? [dimensions['caller'] ?? ''] : [],
        ),
    ),
  ].map((caller) => ({
    namespace: 'PaymentGateway/',
    name: 'declined',
    dimensions: { caller },
    stat: 'Sum',
    isVisible: true,
    axis: 'left',
  }));

const { data: played, alarmsOn } = await play();
const lines = widgetsIn(await synthesize(minimal))
  .flatMap(linesOf)
  .filter(({ expression }) => expression === undefined);
const recorded = [...lines, ...declines(played)].map(
  (line) => [keyOf(line), madeFor(line) ?? seriesFor(line, played)] as const,
);
const kept = [...recorded, ...Object.entries(madeForSearches)]
  .filter(([, series]) => series.some((value) => value !== undefined))
  .map(([key, series]) => [key, textOf(series)] as const);
const recording: Recording = { alarmsOn, figures: Object.fromEntries(kept) };
const text = await format(JSON.stringify(recording), { parser: 'json', printWidth: 100 });
writeFileSync(join(import.meta.dirname, 'recorded.json'), text);
