import type { HistoryEntry } from '../../../functions/inbox/history.ts';
import { inboxStore } from '../../../functions/inbox/inbox-store.ts';
import { maxEffectAfterClaimMs } from '../../../functions/ledger/quarantine.ts';
import type { OperationRecord } from '../../../functions/ledger/record.ts';
import { attemptsIn, type Attempt } from '../../../functions/orders/attempts.ts';
import { orderItems } from '../../../functions/orders/order-items.ts';
import { after, minuteMs, type EpochMs } from '../../../functions/platform/clock.ts';
import type { PaymentView } from '../../../functions/providers/event-source.ts';
import { registry } from '../../../functions/registry.ts';
import type { Ledger } from '../open-operations.ts';
import { readHistory } from '../payment-history.ts';

/* What is on record around an open operation, that may show what came of it. */

/** What a person sees before deciding. It is read from the table alone. */
export type Evidence = {
  /** The payment that it is about, as its provider showed it last; undefined where no record of it is there. */
  readonly payment: PaymentView | undefined;
  /** Lines of that payment's history, oldest first, from the minutes before it to when it can take effect no more. */
  readonly around: readonly HistoryEntry[];
  /** What had been given back of it before those. */
  readonly refundedBefore: number;
  /** Attempts to pay the order that it was to pay. */
  readonly attempts: readonly Attempt[];
};

/** Clocks differ, and what led to it may have come just before. */
const marginMs = 10 * minuteMs;

/** From when to when something may have happened by it. */
export const timeOf = ({
  firstAt,
  lastAt,
}: Pick<OperationRecord, 'firstAt' | 'lastAt'>): {
  readonly from: EpochMs;
  readonly to: EpochMs;
} => ({
  from: after(firstAt, -marginMs),
  to: after(lastAt, maxEffectAfterClaimMs + marginMs),
});

const nothing = { payment: undefined, around: [], refundedBefore: 0 };

async function aboutPayment(
  ledger: Ledger,
  record: OperationRecord,
): Promise<Omit<Evidence, 'attempts'>> {
  const [provider = '', id = ''] = record.resource?.split(/#(.*)/s) ?? [];
  if (id === '') return nothing;
  const [payment, { entries }] = await Promise.all([
    inboxStore(ledger.client, ledger.table).payment(provider, id),
    readHistory(ledger, { provider, id }),
  ]);
  const { from, to } = timeOf(record);
  const around = entries.filter(({ at }) => Date.parse(at) >= from && Date.parse(at) <= to);
  const before = entries.filter(({ at }) => Date.parse(at) < from);
  const refundedBefore = Math.max(0, ...before.map(({ refunded }) => refunded ?? 0));
  return { payment: payment?.view, around, refundedBefore };
}

async function aboutOrder(
  { client, table }: Ledger,
  { order = '' }: OperationRecord,
): Promise<readonly Attempt[]> {
  const of = registry.providers.find(({ name }) => order.startsWith(`${name}#`));
  return of === undefined ? [] : attemptsIn(await orderItems(client, table, { order }), of);
}

/** What the table has that may show what came of an operation. */
export async function readEvidence(ledger: Ledger, record: OperationRecord): Promise<Evidence> {
  const [payment, attempts] = await Promise.all([
    aboutPayment(ledger, record),
    aboutOrder(ledger, record),
  ]);
  return { ...payment, attempts };
}
