import { linesOf, searchOf, type Line, type Widget } from '../widgets.ts';
import { computed } from './metric-math.ts';
import { keyOf, seriesOf, type Recorded, type Series } from './recorded.ts';

/** A line as it is drawn. */
export type Drawn = {
  readonly label: string;
  readonly axis: Line['axis'];
  readonly series: Series;
};

const hasPoints = ({ series }: Drawn): boolean => series.some((value) => value !== undefined);

/** What `SEARCH` finds among what was recorded: a line for each value of the dimension. */
function found(expression: string, recorded: Recorded): Drawn[] {
  const search = searchOf(expression);
  if (search === undefined) throw new Error(`What is searched is not known: ${expression}`);
  const { namespace, name } = search;
  const space = namespace.startsWith('PaymentGateway/') ? 'gateway' : namespace;
  return Object.entries(recorded)
    .filter(([key]) => key.startsWith(`${space} ${name} `) && key.endsWith(', Sum'))
    .map(([key, text]) => ({
      label: /(?:caller|Rule)=([^ ,]+)/.exec(key)?.[1] ?? key,
      axis: 'left',
      series: seriesOf(text),
    }));
}

/** Those lines of a widget that CloudWatch would draw, and of how many it would say that there are no figures. */
export function drawnOf(
  widget: Widget,
  recorded: Recorded,
  count: number,
): { readonly lines: readonly Drawn[]; readonly empty: number } {
  const lines = linesOf(widget);
  const of = (line: Line): Series => seriesOf(recorded[keyOf(line)] ?? '-');
  const named = Object.fromEntries(
    lines.flatMap((line) => (line.id === undefined ? [] : [[line.id, of(line)]])),
  );
  const all = lines
    .filter(({ isVisible }) => isVisible)
    .flatMap((line): Drawn[] => {
      const { expression, label = line.name, axis } = line;
      if (expression === undefined) return [{ label, axis, series: of(line) }];
      if (expression.startsWith('SEARCH')) return found(expression, recorded);
      return [{ label, axis, series: computed(expression, named, count) }];
    });
  const drawn = all.filter(hasPoints);
  return { lines: drawn, empty: all.length - drawn.length };
}
