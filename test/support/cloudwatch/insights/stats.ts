import { compared, type Fields } from './events.ts';
import { listOf, type Reader } from './reader.ts';

type Value = string | number | undefined;

/** What is made of the rows of a group. */
type Aggregate = { readonly name: string; readonly of: (rows: readonly Fields[]) => Value };

const numbers = (rows: readonly Fields[], field: string): number[] =>
  rows.map((row) => Number(row[field])).filter((value) => !Number.isNaN(value));

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

/** The value that so many of a hundred do not exceed. */
const percentile = (values: readonly number[], percent: number): Value =>
  values.toSorted((a, b) => a - b)[Math.max(0, Math.ceil((percent / 100) * values.length) - 1)];

const inTime = (rows: readonly Fields[]): Fields[] =>
  rows.toSorted((a, b) => compared(a['@timestamp'], b['@timestamp']));

type Call = { readonly field: string; readonly argument: number };

/** `latest` and `earliest` are the field of one line: absent where that line lacks it. */
const functions: Readonly<Record<string, (rows: readonly Fields[], call: Call) => Value>> = {
  count: (rows, { field }) =>
    rows.filter((row) => field === '*' || row[field] !== undefined).length,
  sum: (rows, { field }) => sum(numbers(rows, field)),
  avg: (rows, { field }) => {
    const values = numbers(rows, field);
    return values.length === 0 ? undefined : sum(values) / values.length;
  },
  min: (rows, { field }) => numbers(rows, field).toSorted((a, b) => a - b)[0],
  max: (rows, { field }) => numbers(rows, field).toSorted((a, b) => b - a)[0],
  pct: (rows, { field, argument }) => percentile(numbers(rows, field), argument),
  latest: (rows, { field }) => inTime(rows).at(-1)?.[field],
  earliest: (rows, { field }) => inTime(rows)[0]?.[field],
};

function aggregateOf(reader: Reader): Aggregate {
  const called = reader.take('word').value;
  const of = functions[called];
  if (of === undefined) throw new Error(`${called} is not known in stats.`);
  reader.expect('(');
  const field = reader.takes('*') ? '*' : reader.take('word').value;
  const argument = reader.takes(',') ? Number(reader.take('number').value) : Number.NaN;
  if ((called === 'pct') === Number.isNaN(argument) || (field === '*' && called !== 'count'))
    throw new Error(`${called} has arguments that are not known.`);
  reader.expect(')');
  const name = reader.takes('as') ? reader.take('word').value : `${called}(${field})`;
  return { name, of: (rows) => of(rows, { field, argument }) };
}

const withoutAbsent = (entries: readonly (readonly [string, Value])[]): Fields =>
  Object.fromEntries(
    entries.filter((entry): entry is [string, string | number] => entry[1] !== undefined),
  );

function groupsOf(rows: readonly Fields[], by: readonly string[]): Map<string, Fields[]> {
  const groups = new Map<string, Fields[]>();
  for (const row of rows) {
    const key = JSON.stringify(by.map((name) => row[name] ?? null));
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return groups;
}

export type Stats = {
  readonly columns: readonly string[];
  /** A row for each group, with what it is grouped by. */
  readonly of: (rows: readonly Fields[]) => Fields[];
};

/** Reads what follows `stats`. @throws Error for what is not known here */
export function statsOf(reader: Reader): Stats {
  const aggregates = listOf(reader, () => aggregateOf(reader));
  const by = reader.takes('by') ? listOf(reader, () => reader.take('word').value) : [];
  const rowOf = (group: readonly Fields[]): Fields =>
    withoutAbsent([
      ...by.map((name) => [name, group[0]?.[name]] as const),
      ...aggregates.map(({ name, of }) => [name, of(group)] as const),
    ]);
  return {
    columns: [...by, ...aggregates.map(({ name }) => name)],
    of: (rows) => {
      if (by.length === 0) return [rowOf(rows)];
      return [...groupsOf(rows, by).values()].map(rowOf);
    },
  };
}
