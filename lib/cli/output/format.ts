import type { EpochMs } from '../../../functions/platform/clock.ts';
import type {
  ConditionalWrite,
  OperationRecord,
  ResolvedBy,
} from '../../../functions/ledger/record.ts';
import type { Requested } from '../../../functions/providers/contract.ts';
import { columns } from './columns.ts';
import { findingOf } from '../finding.ts';
import type { FoundOperation } from '../open-operations.ts';
import { awaitsPerson, moment, prospectOf } from '../prospect.ts';

/** What this version cannot read it does not guess at. */
export const unreadable = 'written by another version of the gateway: this one cannot read it';

/** What may happen to an open operation; where a person must decide, by which command. */
function prospectText(record: OperationRecord, at: EpochMs): string {
  const { words, until } = prospectOf(record, at);
  if (until !== undefined) return `${words} until ${moment(until)}`;
  return awaitsPerson(record, at) ? `${words}: resolve` : words;
}

/** The open operations as a table, or that there are none. */
export function formatList(found: readonly FoundOperation[], at: EpochMs): string {
  if (found.length === 0) return 'No operation is open: every outcome is known.';
  const rows = found.map(({ id, record }) =>
    record === 'unreadable'
      ? [id, '', '', '', '', findingOf({ id, record }, at) ?? '', unreadable]
      : [
          id,
          record.operation,
          record.caller,
          moment(record.firstAt),
          String(record.attempts),
          findingOf({ id, record }, at) ?? '',
          prospectText(record, at),
        ],
  );
  return columns([
    ['id', 'operation', 'caller', 'first asked', 'sent', 'finding', 'now'],
    ...rows,
  ]).join('\n');
}

/** All that is known of one operation, but for what the provider answered. */
export function formatOne(found: FoundOperation, at: EpochMs): string {
  const { id, record } = found;
  if (record === 'unreadable') return `${id}: ${unreadable}`;
  const { result } = record;
  const facts: readonly Fact[] = [
    ['id', id],
    ['operation', record.operation],
    ['caller', record.caller],
    ['account', record.account],
    ['state', record.state.toLowerCase()],
    ['first asked', moment(record.firstAt)],
    ['last sent', record.attempts === 0 ? 'never' : moment(record.lastAt)],
    ['times sent', String(record.attempts)],
    ['payment', record.resource],
    ['asked for', formatAmount(record.requested)],
    ['object', result?.object],
    ['known from', result?.why],
    ['answer erased', record.erasedAt === undefined ? undefined : moment(record.erasedAt)],
    ['finding', findingOf(found, at)],
    ['resolved by', record.resolvedBy && formatResolvedBy(record.resolvedBy)],
    [
      'now',
      record.state === 'PENDING'
        ? prospectText(record, at)
        : 'completed: nothing changes that any more',
    ],
  ];
  return formatFacts(facts);
}

type Fact = readonly [name: string, value: string | undefined];

const formatFacts = (facts: readonly Fact[]): string =>
  columns(facts.filter((fact): fact is [string, string] => fact[1] !== undefined)).join('\n');

const formatResolvedBy = ({ actor, reason }: ResolvedBy): string => `${actor}: ${reason}`;

/** `'1000 JPY'`; undefined where neither is known. */
export function formatAmount({ amount, currency }: Requested = {}): string | undefined {
  const parts = [amount, currency].filter((part) => part !== undefined);
  return parts.length === 0 ? undefined : parts.join(' ');
}

/** How a record stands, in a few words. */
export function formatState({ state, result, resolvedBy }: OperationRecord): string {
  const object = result?.object === undefined ? '' : `, ${result.object}`;
  const by = resolvedBy === undefined ? '' : `, by ${formatResolvedBy(resolvedBy)}`;
  return `${state.toLowerCase()}${object}${by}`;
}

/** What a write that completes an operation would put on record, and what its caller would get from then on. */
export function formatWrite({ set: { state, result, resolvedBy } }: ConditionalWrite): string {
  const resultText =
    state === 'SUCCEEDED'
      ? `is answered ${String(result?.status)}, as the provider shows it now`
      : 'is answered operation_closed: nothing was executed, and a new key is safe';
  return formatFacts([
    ['would write', state?.toLowerCase()],
    ['object', result?.object],
    ['its state', result?.state],
    ['its amount', formatAmount(result)],
    ['known from', result?.why],
    ['resolved by', resolvedBy && formatResolvedBy(resolvedBy)],
    ['its caller', resultText],
  ]);
}

/** As a shell takes it: what is not a plain word between single quotes. */
const quoted = (word: string): string =>
  /^[\w./:=@-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;

/** The command with these words, to be typed again. */
export const formatCommand = (words: readonly string[]): string =>
  `npm run gateway -- ${words.map(quoted).join(' ')}`;
