import type { HistoryEntry } from '../../../functions/inbox/history.ts';
import type { OperationRecord } from '../../../functions/ledger/record.ts';
import type { FoundDelivery } from '../../../functions/deliveries/log/delivery-log.ts';
import type { Delivery, Try } from '../../../functions/deliveries/delivery.ts';
import type {
  DeliveryTry,
  LineOperation,
  SentEvent,
  ShownDelivery,
  TimelineEntry,
} from '../api/payment.ts';
import type { Ledger } from '../../cli/open-operations.ts';
import { decidedOf } from './decided.ts';
import { readable, readRecords } from './records.ts';

/* What happened to a payment: the lines of its history, with what is on record of each. */

const iso = (ms: number): string => new Date(ms).toISOString();

function lineOperation(record: OperationRecord): LineOperation {
  const { attempts, lastAt, result, requested = {} } = record;
  const { amount = null, currency = null } = requested;
  const came =
    result === undefined
      ? { status: null, code: null, source: null }
      : { status: result.status, code: result.code ?? null, source: result.why };
  const decided = decidedOf(record);
  return { attempts, lastAt: iso(lastAt), ...came, decided, requested: { amount, currency } };
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

const toTry = (each: Try): DeliveryTry => ({
  at: iso(each.at),
  ms: each.ms,
  result: resultOf(each),
});

/** What became of a delivery, apart from whether it was tried already. */
const shownState = ({ state, tried }: Delivery): ShownDelivery =>
  state === 'pending' && tried > 0 ? 'failing' : state;

/** A delivery as the console shows it. Tries from before a person had it sent once more are kept apart. */
export function sentEvent({ delivery, lane }: FoundDelivery): SentEvent {
  const { id, type, at, since, tried, tries } = delivery;
  const isFormer = (each: Try): boolean => each.at < since;
  const former = tries.filter(isFormer);
  return {
    ...{ endpoint: lane.endpoint, event: id, type, at },
    state: shownState(delivery),
    tried,
    tries: tries.filter((each) => !isFormer(each)).map(toTry),
    replayedAt: former.length === 0 ? null : iso(since),
    former: former.map(toTry),
  };
}

const sentEntry = (found: FoundDelivery): TimelineEntry => ({
  ...{ at: found.delivery.at, cause: 'sent', what: found.delivery.type, id: found.delivery.id },
  ...{ caller: null, outcome: null, from: null, to: null },
  ...{ amount: null, refunded: null, currency: null, operation: null },
  sent: sentEvent(found),
});

/** A person's decision, when it was written: the operation itself stands where it was asked for. */
function decisionEntry(record: OperationRecord): TimelineEntry[] {
  const operation = lineOperation(record);
  const at = operation.decided?.at ?? null;
  if (at === null) return [];
  const { object = null, state = null, amount = null, currency = null } = record.result ?? {};
  return [
    {
      ...lineOf(record),
      ...{ at, cause: 'decision', to: object === null ? null : state, amount, currency },
      ...{ operation, sent: null },
    },
  ];
}

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
  const decisions = records.flatMap(decisionEntry);
  return [...entries, ...decisions, ...deliveries.map(sentEntry)].sort(byTime);
}

/** By time to the second, as providers date; what is of one second stays in its order, and what went out comes last. */
function byTime(one: TimelineEntry, other: TimelineEntry): number {
  const [first, second] = [one.at.slice(0, 19), other.at.slice(0, 19)];
  return (
    first.localeCompare(second) || Number(one.cause === 'sent') - Number(other.cause === 'sent')
  );
}
