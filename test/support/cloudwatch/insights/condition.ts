import { compared, type Fields } from './events.ts';
import { listOf, type Reader } from './reader.ts';

/** Whether a row is kept. What compares a field that a row lacks keeps it not. */
export type Condition = (row: Fields) => boolean;

const signs: Readonly<Record<string, (order: number) => boolean>> = {
  '=': (order) => order === 0,
  '!=': (order) => order !== 0,
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
};

const valueOf = (reader: Reader): string | number => {
  const { kind, value } = reader.take('text', 'number');
  return kind === 'number' ? Number(value) : value;
};

/** Whether the field of a row is there, and as it must be. */
const when =
  (field: string, is: (value: string | number) => boolean): Condition =>
  (row) => {
    const value = row[field];
    return value !== undefined && is(value);
  };

function comparison(reader: Reader): Condition {
  const field = reader.take('word').value;
  if (reader.takes('in')) {
    reader.expect('[');
    const values = listOf(reader, () => valueOf(reader));
    reader.expect(']');
    return when(field, (value) => values.some((each) => compared(value, each) === 0));
  }
  if (reader.takes('like')) {
    const { kind, value } = reader.take('text', 'pattern');
    const pattern = kind === 'pattern' ? new RegExp(value) : undefined;
    return when(field, (is) => pattern?.test(String(is)) ?? String(is).includes(value));
  }
  const sign = signs[reader.take('sign').value];
  if (sign === undefined) throw new Error(`${field} is compared in a way that is not known.`);
  const value = valueOf(reader);
  return when(field, (is) => sign(compared(is, value)));
}

function single(reader: Reader): Condition {
  if (reader.takes('(')) {
    const inner = conditionOf(reader);
    reader.expect(')');
    return inner;
  }
  if (!reader.takes('ispresent')) return comparison(reader);
  reader.expect('(');
  const field = reader.take('word').value;
  reader.expect(')');
  return when(field, () => true);
}

function conjunction(reader: Reader): Condition {
  const all = [single(reader)];
  while (reader.takes('and')) all.push(single(reader));
  return (row) => all.every((each) => each(row));
}

/** Reads a condition: `and` binds closer than `or`. @throws Error for what is not known here */
export function conditionOf(reader: Reader): Condition {
  const any = [conjunction(reader)];
  while (reader.takes('or')) any.push(conjunction(reader));
  return (row) => any.some((each) => each(row));
}
