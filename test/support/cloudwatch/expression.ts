import type { Series } from './series.ts';

/** Series by the ids that an expression names them by. */
export type Variables = Readonly<Record<string, Series>>;

type Value = number | undefined;

/** All that the expressions of the stack are made of: names, numbers, operators, and these functions. */
const known = /^(?:\s+|[a-z]\w*|FILL|IF|SUM|\d+(?:\.\d+)?|>=|<=|[-+*/()[\],<>])+$/;

const isEmpty = (series: Series): boolean => series.every((each) => each === undefined);

/**
 * CloudWatch's functions, for one moment. What misses a value has none. `FILL` fills the gaps of a series and makes none
 * of nothing: AWS does not say whether it does, so no alarm may rely on it.
 */
const functions = (variables: Variables, at: number) => ({
  FILL: (name: string, value: number): Value => {
    const series = variables[name] ?? [];
    return isEmpty(series) ? undefined : (series[at] ?? value);
  },
  IF: (condition: Value | boolean, one: Value, other: Value): Value =>
    Number(condition) === 0 ? other : one,
  SUM: (values: readonly Value[]): Value => {
    const present = values.filter((each) => each !== undefined);
    return present.length === 0 ? undefined : present.reduce((all, each) => all + each, 0);
  },
});

/** The value at one moment. A missing value makes `NaN` of whatever it is part of. */
function valueAt(expression: string, variables: Variables, at: number): Value {
  const names = Object.keys(variables);
  // The first argument of FILL is a series and no value, so it is handed over by its name.
  const source = expression.replace(/FILL\((\w+)/g, "FILL('$1'");
  const { FILL, IF, SUM } = functions(variables, at);
  // The expression is the template's own, and holds nothing but what `known` lets through.
  // eslint-disable-next-line @typescript-eslint/no-implied-eval
  const evaluate = new Function('FILL', 'IF', 'SUM', ...names, `return +(${source});`) as (
    ...given: unknown[]
  ) => number;
  const values = names.map((name) => variables[name]?.[at]);
  const value = evaluate(FILL, IF, SUM, ...values);
  return Number.isFinite(value) ? value : undefined;
}

/** What an expression makes of series. @throws Error where it holds what this does not know */
export function evaluate(expression: string, variables: Variables, length: number): Series {
  if (!known.test(expression)) throw new Error(`Not understood: ${expression}`);
  return Array.from({ length }, (_, at) => valueAt(expression, variables, at));
}
