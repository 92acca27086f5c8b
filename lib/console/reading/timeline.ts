import {
  entryOf,
  inOrder,
  withOrigins,
  type HistoryEntry,
} from '../../../functions/inbox/history.ts';
import { paymentIndexes } from '../../../functions/inbox/payment-indexes.ts';
import type { Item } from '../../../functions/ledger/table/items.ts';
import type { OperationRecord } from '../../../functions/ledger/record.ts';
import { providers } from '../../../functions/providers/providers.ts';
import type { FoundDelivery } from '../../../functions/deliveries/log/delivery-log.ts';
import type { Try } from '../../../functions/deliveries/delivery.ts';
import type { LineOperation, SentEvent, TimelineEntry } from '../api/payment.ts';
import type { Ledger } from '../../cli/open-operations.ts';
import { readable, readRecords, type PaymentName } from './records.ts';

/* What happened to a payment: the lines of its history, with what is on record of each. */

/** Lines that are read; a payment has some tens. */
const most = 300;

/** The history as its route answers it, of both, a payment and the session in which it was made. */
export async function readHistory(
  { client, table }: Ledger,
  { provider, id }: PaymentName,
): Promise<{ readonly entries: readonly HistoryEntry[]; readonly isCut: boolean }> {
  const indexes = paymentIndexes(client, table);
  const items: Item[] = [];
  let from: Item | undefined;
  do {
    const page = await indexes.history(`${provider}#${id}`, most, from);
    items.push(...page.items);
    from = page.next;
  } while (from !== undefined && items.length < most);
  const of = providers.find(({ name }) => name === provider);
  const entries = inOrder(items.map(entryOf), Object.keys(of?.phases ?? {}));
  return { entries: withOrigins(entries), isCut: from !== undefined };
}

const iso = (ms: number): string => new Date(ms).toISOString();

function lineOperation(record: OperationRecord): LineOperation {
  const { attempts, lastAt, result, resolvedBy, requested = {} } = record;
  const { amount = null, currency = null } = requested;
  const came =
    result === undefined
      ? { status: null, code: null, source: null }
      : { status: result.status, code: result.code ?? null, source: result.why };
  const decidedBy = resolvedBy?.actor ?? null;
  return { attempts, lastAt: iso(lastAt), ...came, decidedBy, requested: { amount, currency } };
}

/** The line of an operation that is no line of the payment's own history: that which made its session. */
const lineOf = (record: OperationRecord): HistoryEntry => ({
  at: iso(record.firstAt),
  cause: 'operation',
  what: record.operation,
  id: record.id,
  caller: record.caller,
  outcome: record.state.toLowerCase(),
  from: null,
  to: null,
  amount: record.result?.amount ?? null,
  refunded: null,
  currency: record.result?.currency ?? null,
});

const resultOf = ({ status, why = 'no answer' }: Try): string =>
  status === undefined ? why : String(status);

/** A delivery as the console shows it. */
export const sentEvent = ({ delivery, lane }: FoundDelivery): SentEvent => ({
  endpoint: lane.endpoint,
  event: delivery.id,
  type: delivery.type,
  at: delivery.at,
  state: delivery.state,
  tried: delivery.tried,
  tries: delivery.tries.map((each) => ({
    at: iso(each.at),
    ms: each.ms,
    result: resultOf(each),
  })),
});

const sentEntry = (found: FoundDelivery): TimelineEntry => ({
  ...{ at: found.delivery.at, cause: 'sent', what: found.delivery.type, id: found.delivery.id },
  ...{ caller: null, outcome: null, from: null, to: null },
  ...{ amount: null, refunded: null, currency: null, operation: null },
  sent: sentEvent(found),
});

/** Everything that happened, oldest first, with what went out of it. */
export async function readTimeline(
  ledger: Ledger,
  history: readonly HistoryEntry[],
  {
    madeBy,
    deliveries,
  }: { readonly madeBy: string | undefined; readonly deliveries: readonly FoundDelivery[] },
): Promise<TimelineEntry[]> {
  const own = history.filter(({ cause }) => cause === 'operation').map(({ id }) => id);
  const more = madeBy === undefined || own.includes(madeBy) ? [] : [madeBy];
  const records = readable(await readRecords(ledger, [...own, ...more]));
  const byId = new Map(records.map((record) => [record.id, record]));
  const others = records.filter(({ id }) => more.includes(id)).map(lineOf);
  const entries = [...others, ...history].map((entry): TimelineEntry => {
    const record = byId.get(entry.id);
    const operation = record === undefined ? null : lineOperation(record);
    return { ...entry, cause: entry.cause as TimelineEntry['cause'], operation, sent: null };
  });
  return [...entries, ...deliveries.map(sentEntry)].sort((one, other) => byTime(one, other));
}

/** By time to the second, as providers date; what is of one second stays in its order, and what went out comes last. */
function byTime(one: TimelineEntry, other: TimelineEntry): number {
  const [first, second] = [one.at.slice(0, 19), other.at.slice(0, 19)];
  return (
    first.localeCompare(second) || Number(one.cause === 'sent') - Number(other.cause === 'sent')
  );
}
