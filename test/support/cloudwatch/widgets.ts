/** What one line of a widget is made of, as CloudWatch takes it: a metric with its dimensions, or an expression. */
export type Line = {
  /** Empty for an expression. */
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly expression?: string;
  /** By which an expression names it. */
  readonly id?: string;
  readonly label?: string;
  readonly stat?: string;
  readonly period?: number;
  readonly isVisible: boolean;
  readonly axis: 'left' | 'right';
};

type Axis = { readonly label?: string };

/** A widget of a dashboard, in the places of the grid of 24 columns. */
export type Widget = {
  readonly type: 'text' | 'metric' | 'alarm';
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly properties: {
    readonly title?: string;
    readonly markdown?: string;
    readonly view?: string;
    readonly metrics?: readonly unknown[];
    /** What a widget of alarms shows. */
    readonly alarms?: readonly string[];
    readonly sortBy?: string;
    readonly yAxis?: { readonly left?: Axis; readonly right?: Axis };
    readonly legend?: { readonly position: string };
    readonly setPeriodToTimeRange?: boolean;
  };
};

type Options = {
  readonly expression?: string;
  readonly id?: string;
  readonly label?: string;
  readonly stat?: string;
  readonly period?: number;
  readonly visible?: boolean;
  readonly yAxis?: 'left' | 'right';
};

/** A metric is a list of names that may end with its options: `[namespace, name, dimension, value, {…}]`. */
function lineOf(told: unknown): Line {
  const list = told as readonly unknown[];
  const last = list.at(-1);
  const options = (typeof last === 'object' ? last : {}) as Options;
  const names = (typeof last === 'object' ? list.slice(0, -1) : list).map(String);
  const [namespace = '', name = '', ...pairs] = names;
  const { visible = true, yAxis = 'left', ...rest } = options;
  const dimensions = Object.fromEntries(
    pairs.flatMap((each, at) => (at % 2 === 0 ? [[each, pairs[at + 1] ?? '']] : [])),
  );
  return { ...rest, namespace, name, dimensions, isVisible: visible, axis: yAxis };
}

/** All lines of a widget, those included that only an expression uses. */
export const linesOf = ({ properties }: Widget): Line[] => (properties.metrics ?? []).map(lineOf);

/** What a `SEARCH` expression looks for; undefined for other expressions. */
export function searchOf(
  expression: string,
): { namespace: string; dimensions: readonly string[]; name: string } | undefined {
  const found = /^SEARCH\('\{("?)([^",]+)\1,([^}]+)\} MetricName="(\w+)"/.exec(expression);
  if (found === null) return undefined;
  const [, , namespace = '', dimensions = '', name = ''] = found;
  return { namespace, dimensions: dimensions.split(','), name };
}
