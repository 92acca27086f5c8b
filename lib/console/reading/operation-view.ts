import { isLookedUp, operations, rowOf, type OperationId } from '../../../functions/operations.ts';
import { denialAllowedFrom } from '../../../functions/ledger/quarantine.ts';
import type { OperationRecord } from '../../../functions/ledger/record.ts';
import { isPast, type EpochMs } from '../../../functions/platform/clock.ts';
import { findingOf } from '../../cli/finding.ts';
import type { FoundOperation } from '../../cli/open-operations.ts';
import { prospectOf, resendableUntil, whyOpen } from '../../cli/prospect.ts';
import type { OperationRow, Prospect } from '../api/operations.ts';
import { decidedOf } from './decided.ts';
import { nameIn } from './records.ts';

const iso = (ms: number): string => new Date(ms).toISOString();

/** Whether a read of the provider can show what came of an operation. */
const mayShow = (operation: string): boolean =>
  Object.hasOwn(operations, operation) &&
  isLookedUp(rowOf(operation as OperationId).lookup ?? 'none');

/** What may happen to an open operation. */
function prospectIn(record: OperationRecord, at: EpochMs): Prospect {
  const until = resendableUntil(record);
  const { words, until: end } = prospectOf(record, at);
  return {
    why: whyOpen(record, at),
    now: words,
    until: end === undefined ? null : iso(end),
    resendUntil: isPast(until, at) ? null : iso(until),
    denyFrom: iso(denialAllowedFrom(record)),
    mayConfirm: record.attempts > 0,
    isLookedUp: mayShow(record.operation),
  };
}

/**
 * Method and path as its caller asked for it, with the id in it. What ended a session is on record by its payment, and no
 * more by the session that its path names.
 */
function requestOf({ operation, resource, state }: OperationRecord): string | null {
  if (!Object.hasOwn(operations, operation)) return null;
  const { route = null } = rowOf(operation as OperationId);
  const isNamed = state === 'PENDING' || !operation.includes('.session.');
  if (resource === undefined || !isNamed) return route;
  return route?.replace(/\{\w+\}/, () => nameIn(resource).id) ?? null;
}

type Shown = NonNullable<OperationRow['known']>;

/** The amount that was asked for, or else that which came of it. */
function amountOf({ requested, result }: OperationRecord): Pick<Shown, 'amount' | 'currency'> {
  const { amount = null, currency = null } = requested ?? result ?? {};
  return { amount, currency };
}

/** The payment or customer that it is about, and its order. */
const subjectOf = ({ resource, order }: OperationRecord): Pick<Shown, 'on' | 'order'> => ({
  on: resource === undefined ? null : nameIn(resource),
  order: order === undefined ? null : nameIn(order).id,
});

/** What came of it. */
const outcomeOf = ({
  result,
}: OperationRecord): Pick<Shown, 'object' | 'source' | 'status' | 'code'> => ({
  object: result?.object ?? null,
  source: result?.why ?? null,
  status: result?.status ?? null,
  code: result?.code ?? null,
});

const knownOf = (record: OperationRecord): Shown => ({
  operation: record.operation,
  request: requestOf(record),
  caller: record.caller,
  account: record.account,
  state: record.state.toLowerCase() as Shown['state'],
  firstAt: iso(record.firstAt),
  lastAt: record.attempts === 0 ? null : iso(record.lastAt),
  attempts: record.attempts,
  ...subjectOf(record),
  ...amountOf(record),
  erasedAt: record.erasedAt === undefined ? null : iso(record.erasedAt),
  ...outcomeOf(record),
  decided: decidedOf(record),
});

/** An operation as the console shows it: never the provider's answer, which may hold personal data. */
export function operationView(found: FoundOperation, at: EpochMs): OperationRow {
  const { id, record } = found;
  const finding = findingOf(found, at) ?? null;
  if (record === 'unreadable') return { id, known: null, finding, prospect: null };
  const isOpen = record.state === 'PENDING';
  return { id, known: knownOf(record), finding, prospect: isOpen ? prospectIn(record, at) : null };
}
