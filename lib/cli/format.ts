import { operations, providerOf, rowOf, type OperationId } from '../../functions/operations.ts';
import { after, isPast, type EpochMs } from '../../functions/platform/clock.ts';
import { quarantineEndsAt } from '../../functions/ledger/quarantine.ts';
import type {
  ConditionalWrite,
  OperationRecord,
  ResolvedBy,
} from '../../functions/ledger/record.ts';
import { resendWithinMs } from '../../functions/ledger/resend-rules.ts';
import type { Requested } from '../../functions/providers/contract.ts';
import { providers } from '../../functions/providers/providers.ts';
import { columns } from './columns.ts';
import { findingOf } from './finding.ts';
import type { FoundOperation } from './open-operations.ts';

/** A moment as it is written here: UTC, to the second. */
export const moment = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`;

/** What this version cannot read it does not guess at. */
export const unreadable = 'written by another version of the gateway: this one cannot read it';

const isRow = (operation: string): operation is OperationId => Object.hasOwn(operations, operation);

/** Until when an operation may be sent again by its caller. */
function resendableUntil({ operation, firstAt }: OperationRecord): EpochMs {
  if (!isRow(operation)) return firstAt;
  const { resend } = rowOf(operation);
  const provider = providers.find(({ name }) => name === providerOf(operation));
  if (resend === undefined || provider === undefined) return firstAt;
  return after(firstAt, resendWithinMs(resend, provider.idempotency?.keyLifeMs));
}

/** What may happen to an open operation, and until or from when. */
function prospectOf(record: OperationRecord, at: EpochMs): string {
  if (record.attempts === 0) return 'nothing was sent; its caller may send it';
  if (!isPast(record.leaseUntil, at)) return `under way until ${moment(record.leaseUntil)}`;
  const until = resendableUntil(record);
  if (!isPast(until, at)) return `its caller may send it again until ${moment(until)}`;
  const quiet = quarantineEndsAt(record);
  if (!isPast(quiet, at)) return `may still take effect until ${moment(quiet)}`;
  return isRow(record.operation) && rowOf(record.operation).lookup === 'none'
    ? 'a person must say what became of it: resolve'
    : 'cannot be under way any more; if reading does not complete it, a person must: resolve';
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
          prospectOf(record, at),
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
        ? prospectOf(record, at)
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
