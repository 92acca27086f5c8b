import type { Item } from '../ledger/table/items.ts';
import type { LedgerEvent } from '../ledger/record.ts';
import { attributes, inboxAttributes, tableKey } from '../ledger/table/schema.ts';
import { secondMs } from '../platform/clock.ts';
import { namesIn, plain, type ShownEvent } from './items.ts';
import { refundedOf } from './payment/answer.ts';

/*
 * What happened to a payment: the operations, the events and the findings themselves, as the index by payment has them.
 * Nothing of it is written a second time.
 */

/** One line of a history, as it is answered. */
export type HistoryEntry = {
  readonly at: string;
  /** `operation`, `webhook`, `list`, `poll` or `finding`. */
  readonly cause: string;
  /** The operation's id, the event's type, the finding's name. */
  readonly what: string;
  readonly id: string;
  readonly caller: string | null;
  /** What became of an operation: `pending`, `succeeded`, `failed`. */
  readonly outcome: string | null;
  /** The payment's states before and after. */
  readonly from: string | null;
  readonly to: string | null;
  readonly amount: number | null;
  readonly refunded: number | null;
  readonly currency: string | null;
};

const nothing = {
  caller: null,
  outcome: null,
  from: null,
  to: null,
  amount: null,
  refunded: null,
  currency: null,
};

type Values = Readonly<Record<string, unknown>>;

/** What of a line every item has. */
type Begin = Pick<HistoryEntry, 'at'> & { readonly partition: string; readonly payment: string };

function ofEvent({ at, partition }: Begin, { type, cause, view }: ShownEvent): HistoryEntry {
  return {
    ...nothing,
    ...{ at, cause, what: type, id: namesIn(partition)[1] },
    to: view?.state ?? null,
    amount: view?.total ?? null,
    refunded: view === undefined ? null : refundedOf(view),
    currency: view?.currency ?? null,
  };
}

/** The answer of an operation says how the payment is only where it is about the payment, and not about a refund. */
function ofOperation({ at, partition, payment }: Begin, values: Values): HistoryEntry {
  const event = values[attributes.event] as LedgerEvent | undefined;
  const isOfPayment = event?.type === 'operation.succeeded' && event.object === payment;
  return {
    ...nothing,
    ...{ at, cause: 'operation', what: String(values[attributes.operation]), id: partition },
    caller: String(values[attributes.caller]),
    outcome: String(values[attributes.state]).toLowerCase(),
    to: isOfPayment ? (event.state ?? null) : null,
    amount: event?.amount ?? null,
    currency: event?.currency ?? null,
  };
}

/** An item of the index by payment as a line; `from` is known only beside the line before it. */
export function entryOf(item: Item): HistoryEntry {
  const values: Values = plain(item);
  const at = new Date(Number(values[attributes.resourceAt])).toISOString();
  const partition = String(values[tableKey.partition]);
  const [, payment] = namesIn(`#${String(values[attributes.resource])}`);
  const begin = { at, partition, payment };
  const { [inboxAttributes.told]: told, [inboxAttributes.finding]: finding } = values;
  if (typeof told === 'string') return ofEvent(begin, JSON.parse(told) as ShownEvent);
  if (typeof finding !== 'string') return ofOperation(begin, values);
  const { finding: what, object: id } = JSON.parse(finding) as { finding: string; object: string };
  return { ...nothing, at, cause: 'finding', what, id };
}

/** Providers date by the second; what we do ourselves caused the rest of its second. */
const secondOf = ({ at }: HistoryEntry): number => Math.floor(Date.parse(at) / secondMs);

/**
 * In order of time. What has the same second stands in the order of the states, so that a history is the same however
 * its events came.
 *
 * @param states the payment's states, as one usually follows another
 */
export function inOrder(
  entries: readonly HistoryEntry[],
  states: readonly string[],
): readonly HistoryEntry[] {
  const rankOf = ({ cause, to, refunded }: HistoryEntry): number[] => [
    cause === 'operation' ? 0 : 1,
    to === null ? states.length : states.indexOf(to),
    refunded ?? 0,
  ];
  const compare = (one: readonly number[], other: readonly number[]): number =>
    one.map((rank, place) => rank - (other[place] ?? 0)).find((difference) => difference !== 0) ??
    0;
  return [...entries].sort(
    (one, other) =>
      secondOf(one) - secondOf(other) ||
      compare(rankOf(one), rankOf(other)) ||
      `${one.what} ${one.id}`.localeCompare(`${other.what} ${other.id}`),
  );
}

/** Each line with the state in which the payment was before it, as far as the lines of this page tell. */
export function withOrigins(entries: readonly HistoryEntry[]): readonly HistoryEntry[] {
  let state: string | null = null;
  return entries.map((entry) => {
    const from = entry.to === null ? null : state;
    if (entry.to !== null) state = entry.to;
    return { ...entry, from };
  });
}
