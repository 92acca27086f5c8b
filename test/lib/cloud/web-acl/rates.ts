import { transformed, type Transformation } from './fields.ts';
import type { WebRequest } from './request.ts';
import { isTrue, type AddressSets, type Statement } from './statements.ts';

export type RateBasedStatement = {
  readonly AggregateKeyType: string;
  readonly CustomKeys?: readonly {
    readonly Header: { readonly Name: string; readonly TextTransformations: Transformation[] };
  }[];
  readonly Limit: number;
  readonly EvaluationWindowSec: number;
  readonly ScopeDownStatement: Statement;
};

/** Tells of each request that comes whether it is one too many. */
export type Counter = (request: WebRequest, atMs: number) => boolean;

/** By what a request is counted; undefined where it lacks it, and is not counted. */
function instanceOf(
  { AggregateKeyType, CustomKeys = [] }: RateBasedStatement,
  request: WebRequest,
): string | undefined {
  if (AggregateKeyType === 'IP') return request.address;
  const values = CustomKeys.map(({ Header: { Name, TextTransformations } }) => {
    const value = request.headers[Name];
    return value === undefined ? undefined : transformed(value, TextTransformations);
  });
  return values.includes(undefined) ? undefined : values.join('\n');
}

/** Counts exactly, and at once; WAF estimates, some ten seconds late. */
export function createCounter(statement: RateBasedStatement, sets: AddressSets): Counter {
  const cameAtMs = new Map<string, number[]>();
  return (request, atMs) => {
    const instance = instanceOf(statement, request);
    if (instance === undefined || !isTrue(statement.ScopeDownStatement, request, sets))
      return false;
    const since = atMs - statement.EvaluationWindowSec * 1000;
    const times = cameAtMs.get(instance) ?? [];
    while ((times[0] ?? Infinity) <= since) times.shift();
    times.push(atMs);
    cameAtMs.set(instance, times);
    return times.length > statement.Limit;
  };
}
