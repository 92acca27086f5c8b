import { operations, rowOf, type OperationId } from '../../functions/operations.ts';
import { isPast, type EpochMs } from '../../functions/platform/clock.ts';
import type { Entry, SettledBy, Wanted, Write } from '../../functions/ledger/record.ts';
import { quietFrom, sendableUntil } from '../../functions/ledger/transitions.ts';
import type { Found } from './open-operations.ts';

/** A moment as it is written here: UTC, to the second. */
export const moment = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`;

/** What this version cannot read it does not guess at. */
export const unreadable = 'written by another version of the gateway: this one cannot read it';

const isRow = (operation: string): operation is OperationId => Object.hasOwn(operations, operation);

/** What may happen to an open operation, and until or from when. */
function prospectOf(entry: Entry, at: EpochMs): string {
  if (entry.attempts === 0) return 'nothing was sent; its caller may send it';
  if (!isPast(entry.leaseUntil, at)) return `under way until ${moment(entry.leaseUntil)}`;
  const again = isRow(entry.operation) ? rowOf(entry.operation).again : undefined;
  const until = again === undefined ? entry.firstAt : sendableUntil(entry.firstAt, again);
  if (!isPast(until, at)) return `its caller may send it again until ${moment(until)}`;
  const quiet = quietFrom(entry);
  if (!isPast(quiet, at)) return `may still take effect until ${moment(quiet)}`;
  return isRow(entry.operation) && rowOf(entry.operation).find === 'none'
    ? 'a person must say what became of it: settle'
    : 'cannot be under way any more; if reading does not end it, a person must: settle';
}

/** Columns of equal width, without blanks at the ends of lines. */
function columns(rows: readonly (readonly string[])[]): string[] {
  const [head = []] = rows;
  const widths = head.map((_, at) => Math.max(...rows.map((row) => (row[at] ?? '').length)));
  return rows.map((row) =>
    row
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

/** The open operations as a table, or that there are none. */
export function tellList(found: readonly Found[], at: EpochMs): string {
  if (found.length === 0) return 'No operation is open: every outcome is known.';
  const rows = found.map(({ id, entry }) =>
    entry === 'unreadable'
      ? [id, '', '', '', '', unreadable]
      : [
          id,
          entry.operation,
          entry.caller,
          moment(entry.firstAt),
          String(entry.attempts),
          prospectOf(entry, at),
        ],
  );
  return columns([['id', 'operation', 'caller', 'first asked', 'sent', 'now'], ...rows]).join('\n');
}

/** All that is known of one operation, but for what the provider answered. */
export function tellOne({ id, entry }: Found, at: EpochMs): string {
  if (entry === 'unreadable') return `${id}: ${unreadable}`;
  const { result } = entry;
  const facts: readonly Fact[] = [
    ['id', id],
    ['operation', entry.operation],
    ['caller', entry.caller],
    ['account', entry.account],
    ['state', entry.state.toLowerCase()],
    ['first asked', moment(entry.firstAt)],
    ['last sent', entry.attempts === 0 ? 'never' : moment(entry.lastAt)],
    ['times sent', String(entry.attempts)],
    ['payment', entry.payment],
    ['asked for', tellAmount(entry.wanted)],
    ['object', result?.object],
    ['known from', result?.why],
    ['settled by', entry.settledBy && tellBy(entry.settledBy)],
    [
      'now',
      entry.state === 'PENDING' ? prospectOf(entry, at) : 'settled: nothing changes that any more',
    ],
  ];
  return tellFacts(facts);
}

type Fact = readonly [name: string, value: string | undefined];

const tellFacts = (facts: readonly Fact[]): string =>
  columns(facts.filter((fact): fact is [string, string] => fact[1] !== undefined)).join('\n');

const tellBy = ({ actor, reason }: SettledBy): string => `${actor}: ${reason}`;

/** `'1000 JPY'`; undefined where neither is known. */
export function tellAmount({ amount, currency }: Wanted = {}): string | undefined {
  const parts = [amount, currency].filter((part) => part !== undefined);
  return parts.length === 0 ? undefined : parts.join(' ');
}

/** How an entry stands, in a few words. */
export function tellStanding({ state, result, settledBy }: Entry): string {
  const object = result?.object === undefined ? '' : `, ${result.object}`;
  const by = settledBy === undefined ? '' : `, by ${tellBy(settledBy)}`;
  return `${state.toLowerCase()}${object}${by}`;
}

/** What a write that settles would put on record, and what its caller would be told from then on. */
export function tellWrite({ set: { state, result, settledBy } }: Write): string {
  const told =
    state === 'SUCCEEDED'
      ? `is answered ${String(result?.status)}, as the provider shows it now`
      : 'is answered operation_closed: nothing was executed, and a new key is safe';
  return tellFacts([
    ['would write', state?.toLowerCase()],
    ['object', result?.object],
    ['its state', result?.state],
    ['its amount', tellAmount(result)],
    ['known from', result?.why],
    ['settled by', settledBy && tellBy(settledBy)],
    ['its caller', told],
  ]);
}

/** As a shell takes it: what is not a plain word between single quotes. */
const quoted = (word: string): string =>
  /^[\w./:=@-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;

/** The command with these words, to be typed again. */
export const tellCommand = (words: readonly string[]): string =>
  `npm run operations -- ${words.map(quoted).join(' ')}`;
