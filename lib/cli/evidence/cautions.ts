import type { HistoryEntry } from '../../../functions/inbox/history.ts';
import type { OperationRecord } from '../../../functions/ledger/record.ts';
import type {
  ObservedObject,
  ProviderLookup,
} from '../../../functions/recovery/lookup/provider-lookup.ts';
import type { Attempt } from '../../../functions/orders/attempts.ts';
import { formatAmount } from '../output/format.ts';
import { moment } from '../prospect.ts';
import { timeOf, type Evidence } from './read-evidence.ts';

/*
 * What speaks against saying that an operation was not executed, in sentences: for the command line and the console. They
 * hinder nobody: what must not be written is refused elsewhere.
 */

type Doubt = {
  readonly record: OperationRecord;
  readonly evidence: Evidence;
  /** What a read of the provider has shown just now; undefined where none was made. */
  readonly lookup?: Pick<ProviderLookup, 'observed' | 'couldBe'> | undefined;
};

/** What carries the operation's id is its doing. */
function byReference({ record, evidence: { payment, attempts } }: Doubt): string[] {
  const made = [
    ...(payment?.reference === record.id ? [payment.id] : []),
    ...(payment?.refunds ?? [])
      .filter(({ reference }) => reference === record.id)
      .map(({ id }) => id),
    ...attempts
      .filter(({ kind, operation }) => kind !== 'operation' && operation === record.id)
      .map(({ id }) => id),
  ];
  return [...new Set(made)].map(
    (id) => `${id} is on record and carries the id of this operation: it was executed.`,
  );
}

/** A payment of the same order that no operation on record has made, and that is as large. */
function byOrder({ record, evidence: { attempts } }: Doubt): string[] {
  const { from, to } = timeOf(record);
  const isLike = ({ kind, operation, amount, at }: Attempt): boolean =>
    kind === 'payment' &&
    operation === undefined &&
    at >= from &&
    at <= to &&
    (record.requested?.amount === undefined || record.requested.amount === amount);
  return attempts
    .filter(isLike)
    .map(
      ({ id, at }) =>
        `${id} pays the same order, was made at ${moment(at)}, and no operation on record made it.`,
    );
}

const isSign = (record: OperationRecord, entry: HistoryEntry, refundedBefore: number): boolean => {
  const isTold = ['webhook', 'list', 'poll'].includes(entry.cause);
  const isSince = Date.parse(entry.at) >= Math.floor(record.firstAt / 1000) * 1000;
  const hasMoved = entry.from !== null && entry.to !== null && entry.from !== entry.to;
  return isTold && isSince && (hasMoved || (entry.refunded ?? 0) > refundedBefore);
};

/** Other operations on the payment that came before an event, and may have caused it. */
function othersAt(
  { id }: OperationRecord,
  around: readonly HistoryEntry[],
  { at }: HistoryEntry,
): string[] {
  const others = around.filter(
    ({ cause, outcome, id: other, at: askedAt }) =>
      cause === 'operation' &&
      outcome === 'succeeded' &&
      other !== id &&
      Math.floor(Date.parse(askedAt) / 1000) * 1000 <= Date.parse(at),
  );
  const last = others.at(-1);
  return last === undefined ? [] : [`It may be the doing of ${last.id}, which succeeded.`];
}

/** The payment changed after it was asked for: that may be its doing. */
function byEvents({ record, evidence: { around, refundedBefore } }: Doubt): string[] {
  let refunded = refundedBefore;
  const found: string[] = [];
  for (const entry of around) {
    if (isSign(record, entry, refunded)) {
      const to = entry.to === null ? '' : `, and it is ${entry.to} since`;
      const told = `The provider told of ${entry.what} at ${moment(Date.parse(entry.at))}${to}.`;
      found.push([told, ...othersAt(record, around, entry)].join(' '));
    }
    refunded = Math.max(refunded, entry.refunded ?? 0);
  }
  return found;
}

const amountOf = ({ object }: ObservedObject): string => {
  const amount = formatAmount(object);
  return amount === undefined ? '' : ` of ${amount}`;
};

function byLookup({ record, lookup }: Doubt): string[] {
  const { observed = [], couldBe = [] } = lookup ?? {};
  const [provider = ''] = record.operation.split('.');
  return [
    ...observed.map(
      ({ object }) => `${provider} shows ${String(object.id)}, as ${record.id} would have left it.`,
    ),
    ...couldBe.map(
      (each) =>
        `${provider} shows ${String(each.object.id)}${amountOf(each)}, which does not say whose doing it is. Be sure that it is not what ${record.id} did.`,
    ),
    ...(record.observedAt === undefined || record.observedAt < record.lastAt
      ? []
      : [`A read at ${moment(record.observedAt)} showed what this operation asks for.`]),
  ];
}

/** A read from after the last attempt that showed nothing of it. */
const hasRead = ({ record, lookup }: Doubt): boolean =>
  lookup !== undefined || (record.notFoundAt ?? 0) > record.lastAt;

/**
 * Why it may be wrong to say that an operation was not executed: what points to its having been executed, or that nothing
 * was read since that would show it. None where nothing of it was ever sent.
 */
export function cautionsOf(doubt: Doubt): readonly string[] {
  const { record } = doubt;
  if (record.attempts === 0) return [];
  const unread = hasRead(doubt)
    ? []
    : [
        `Nothing was read at the provider since ${moment(record.lastAt)} that would show whether it was executed.`,
      ];
  return [
    ...byReference(doubt),
    ...byOrder(doubt),
    ...byEvents(doubt),
    ...byLookup(doubt),
    ...unread,
  ];
}
