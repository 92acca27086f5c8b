import { commandOf, type Command, type Result } from './insights/commands.ts';
import { compared, eventOf, type Fields } from './insights/events.ts';
import { readerOf } from './insights/reader.ts';
import { tokensOf, type Token } from './insights/tokens.ts';

/** A row of a result: values by the names of their columns. What a line lacks is not there. */
export type Row = Record<string, string | number>;

/** Without a word about fields, Logs Insights shows these. */
const usual = ['@timestamp', '@message'];

function commandsOf(tokens: readonly Token[]): Command[] {
  const parts: Token[][] = [[]];
  for (const token of tokens) {
    if (token.kind === 'sign' && token.value === '|') parts.push([]);
    else parts.at(-1)?.push(token);
  }
  return parts.map((part) => commandOf(readerOf(part)));
}

const rowOf = (row: Fields, shown: readonly string[]): Row =>
  Object.fromEntries(
    shown.flatMap((name) => {
      const value = row[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );

/** What is not sorted otherwise comes newest first. */
const newestFirst = (rows: readonly Fields[]): readonly Fields[] =>
  rows.toSorted((a, b) => -compared(a['@timestamp'], b['@timestamp']));

/**
 * Runs a query of CloudWatch Logs Insights over lines of a log. It knows the commands `fields`, `filter`, `stats`, `sort`
 * and `limit`, as far as the stack's queries use them. Percentiles are exact here, and estimated in CloudWatch.
 *
 * @throws Error for all else of the language
 */
export function runQuery(text: string, lines: readonly string[]): Row[] {
  const commands = commandsOf(tokensOf(text));
  const start: Result = { rows: newestFirst(lines.map(eventOf)), shown: undefined };
  const { rows, shown } = commands.reduce((result, command) => command(result), start);
  return rows.map((row) => rowOf(row, shown ?? usual));
}
