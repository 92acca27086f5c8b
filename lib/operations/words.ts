import { rowOf, type OperationId } from '../../functions/operations.ts';
import { isPast, type EpochMs } from '../../functions/runtime/clock.ts';
import type { Entry } from '../../functions/runtime/ledger-entry.ts';
import { quietFrom, sendableUntil } from '../../functions/runtime/transitions.ts';
import type { Found } from './open-operations.ts';

/** A moment as it is written here: UTC, to the second. */
export const moment = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`;

/** What this version cannot read it does not guess at. */
const unreadable = 'written by another version of the gateway: this one cannot read it';

const isRow = (operation: string): operation is OperationId => operation.includes('.');

/** What may happen to an open operation, and until or from when. */
function prospectOf(entry: Entry, at: EpochMs): string {
  if (entry.attempts === 0) return 'nothing was sent; its caller may send it';
  if (!isPast(entry.leaseUntil, at)) return `under way until ${moment(entry.leaseUntil)}`;
  const again = isRow(entry.operation) ? rowOf(entry.operation).again : undefined;
  const until = again === undefined ? entry.firstAt : sendableUntil(entry.firstAt, again);
  if (!isPast(until, at)) return `its caller may send it again until ${moment(until)}`;
  const quiet = quietFrom(entry);
  return isPast(quiet, at)
    ? 'nothing of it can be under way any more'
    : `may still take effect until ${moment(quiet)}`;
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
export function tellList(operations: readonly Found[], at: EpochMs): string {
  if (operations.length === 0) return 'No operation is open: every outcome is known.';
  const rows = operations.map(({ id, entry }) =>
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
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['id', id],
    ['operation', entry.operation],
    ['caller', entry.caller],
    ['account', entry.account],
    ['state', entry.state.toLowerCase()],
    ['first asked', moment(entry.firstAt)],
    ['last sent', entry.attempts === 0 ? 'never' : moment(entry.lastAt)],
    ['times sent', String(entry.attempts)],
    ['payment', entry.payment],
    ['object', result?.object],
    ['known from', result?.why],
    ['now', entry.state === 'PENDING' ? prospectOf(entry, at) : 'settled, for ever'],
  ];
  const known = facts.filter((fact): fact is [string, string] => fact[1] !== undefined);
  return columns(known).join('\n');
}
