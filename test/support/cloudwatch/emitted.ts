/** A value of a metric, as CloudWatch takes it from a log line. */
export type Datum = {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly value: number;
  /** Milliseconds since 1970. */
  readonly at: number;
};

type Directive = {
  readonly Namespace: string;
  readonly Dimensions: readonly (readonly string[])[];
  readonly Metrics: readonly { readonly Name: string; readonly Unit: string }[];
};

type Line = Readonly<Record<string, unknown>> & {
  readonly _aws?: {
    readonly Timestamp: number;
    readonly CloudWatchMetrics: readonly Directive[];
  };
};

/** A figure for each of its dimension sets. @throws Error where the line lacks what its directives name */
function dataOf(line: Line, directive: Directive, at: number): Datum[] {
  return directive.Metrics.flatMap(({ Name }) => {
    const value = line[Name];
    if (typeof value !== 'number') throw new Error(`The line has no figure ${Name}.`);
    return directive.Dimensions.map((names) => {
      const dimensions = names.map((name) => {
        const text = line[name];
        if (typeof text !== 'string') throw new Error(`The line has no dimension ${name}.`);
        return [name, text] as const;
      });
      return {
        namespace: directive.Namespace,
        name: Name,
        dimensions: Object.fromEntries(dimensions),
        value,
        at,
      };
    });
  });
}

/**
 * The values that CloudWatch takes from a log line by its embedded metric format: nothing where it has no directives.
 *
 * @throws Error where the line lacks a figure or a dimension that it names; CloudWatch leaves those out without a word
 */
export function emittedBy(line: object): Datum[] {
  const { _aws: told, ...rest } = line as Line;
  return (told?.CloudWatchMetrics ?? []).flatMap((directive) =>
    dataOf(rest, directive, told?.Timestamp ?? Number.NaN),
  );
}

/** What a line counts, each with its dimensions: `['unlisted', {}]`. */
export const countedBy = (line: object): [string, Datum['dimensions']][] =>
  emittedBy(line).map(({ name, dimensions }) => [name, dimensions]);
