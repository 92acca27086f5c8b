import { newestFirst, type PaymentRow } from '../../api/payments.ts';

/**
 * The rows of some pages, once each and strictly the newest request first. A request that was completed long after it was
 * asked for comes with a page of newer ones: it waits for its place, unless it is open, which nobody may overlook.
 *
 * @param next down to when everything was read; null: to the first
 */
export function rowsShown(
  pages: readonly (readonly PaymentRow[])[],
  next: string | null,
): PaymentRow[] {
  const byName = new Map<string, PaymentRow>();
  for (const row of pages.flat()) {
    const key = `${row.provider} ${row.id}`;
    const before = byName.get(key);
    // It comes again with an older request of it: the newer one says when it was asked for last.
    if (before === undefined || before.lastAt < row.lastAt) byName.set(key, row);
  }
  // What was completed in the second of `next` was not read.
  const reached = next === null ? -Infinity : Date.parse(next) + 1000;
  const isReached = ({ lastAt, openOperations }: PaymentRow): boolean =>
    Date.parse(lastAt) >= reached || openOperations > 0;
  return [...byName.values()].filter(isReached).sort(newestFirst);
}

/** What the customers of some rows have paid, and what went back of it, by currency. */
export type CurrencySum = {
  readonly currency: string;
  readonly payments: number;
  readonly paid: number;
  readonly back: number;
};

const none = { payments: 0, paid: 0, back: 0 };

/** Whether its customer has paid it, whatever went back since, and its provider has told how much. */
const isPaid = ({ kind, phase, total, currency }: PaymentRow): boolean =>
  kind === 'payment' && ['paid', 'refunded'].includes(phase) && total !== null && currency !== null;

/** Only what is paid counts, or was: what its provider has not told the total of is left out. */
export function sumsOf(rows: readonly PaymentRow[]): CurrencySum[] {
  const sums = new Map<string, Omit<CurrencySum, 'currency'>>();
  for (const { total, refunded, chargedBack, currency } of rows.filter(isPaid)) {
    const name = (currency ?? '').toUpperCase();
    const { payments, paid, back } = sums.get(name) ?? none;
    sums.set(name, {
      payments: payments + 1,
      paid: paid + (total ?? 0),
      back: back + refunded + chargedBack,
    });
  }
  return [...sums].map(([currency, sum]) => ({ currency, ...sum }));
}
