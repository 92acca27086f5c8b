import { conditionOf } from './condition.ts';
import { compared, type Fields } from './events.ts';
import { listOf, type Reader } from './reader.ts';
import { statsOf } from './stats.ts';

/** Rows on their way through a query, and what is shown of them in the end. */
export type Result = {
  readonly rows: readonly Fields[];
  /** Which fields are shown; undefined where nothing has been said of it. */
  readonly shown: readonly string[] | undefined;
};

export type Command = (result: Result) => Result;

type Key = { readonly field: string; readonly direction: 1 | -1 };

function keyOf(reader: Reader): Key {
  const field = reader.take('word').value;
  if (reader.takes('desc')) return { field, direction: -1 };
  reader.takes('asc');
  return { field, direction: 1 };
}

const byKeys =
  (keys: readonly Key[]) =>
  (a: Fields, b: Fields): number =>
    keys.reduce(
      (order, { field, direction }) =>
        order === 0 ? direction * compared(a[field], b[field]) : order,
      0,
    );

/** The commands that are known, each read from what follows its name. */
const commands: Readonly<Record<string, (reader: Reader) => Command>> = {
  fields: (reader) => {
    const names = listOf(reader, () => reader.take('word').value);
    return ({ shown = [], ...result }) => ({ ...result, shown: [...shown, ...names] });
  },
  filter: (reader) => {
    const keeps = conditionOf(reader);
    return (result) => ({ ...result, rows: result.rows.filter(keeps) });
  },
  stats: (reader) => {
    const { columns, of } = statsOf(reader);
    return ({ rows }) => ({ rows: of(rows), shown: columns });
  },
  sort: (reader) => {
    const order = byKeys(listOf(reader, () => keyOf(reader)));
    return (result) => ({ ...result, rows: result.rows.toSorted(order) });
  },
  limit: (reader) => {
    const count = Number(reader.take('number').value);
    return (result) => ({ ...result, rows: result.rows.slice(0, count) });
  },
};

/** @throws Error for a command, or a part of one, that is not known here */
export function commandOf(reader: Reader): Command {
  const name = reader.take('word').value;
  const command = commands[name]?.(reader);
  if (command === undefined) throw new Error(`The command ${name} is not known.`);
  if (!reader.isAtEnd()) throw new Error(`The command ${name} goes on with what is not known.`);
  return command;
}
