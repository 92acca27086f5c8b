import * as z from 'zod/mini';
import { after, skewMs, type EpochMs } from '../../platform/clock.ts';
import type { ListSearch } from '../list-search.ts';
import type { ProviderObject } from '../outcome.ts';
import { parsePayment } from './objects.ts';
import { ifReadable, momentOf } from '../reference.ts';

/** How KOMOJU's lists and objects are read for what a lost answer left behind. */

const List = z.looseObject({ data: z.array(z.unknown()) });

/** A page of a list; the ledger needs nothing of it but that it can be read. */
export const parseList = (body: unknown): ProviderObject | undefined =>
  List.safeParse(body).success ? { id: 'list' } : undefined;

const Page = z.looseObject({
  data: z.array(z.unknown()),
  total: z.number(),
  page: z.number(),
  last_page: z.number(),
});

/** KOMOJU's documents name no limit. Where it gives fewer on a page, it says how many pages there are. */
const perPage = ['per_page', '100'] as const;

/** Both ends count, to the second, as objects are dated. */
const second = (moment: EpochMs): string => `${new Date(moment).toISOString().slice(0, 19)}Z`;

const Refunded = z.looseObject({
  id: z.string(),
  captured_at: ifReadable(z.string()),
  refunds: z.array(
    z.looseObject({
      id: z.string(),
      amount: ifReadable(z.number()),
      description: ifReadable(z.string()),
      created_at: ifReadable(z.string()),
      chargeback: ifReadable(z.boolean()),
    }),
  ),
});

const referenceAtEnd = /\[(op_[0-9A-Z]{26})\]$/;

/**
 * The refunds of a payment, without chargebacks, and without the rest of a partial capture, which before KOMOJU's version
 * 2025-01-28 looks like a refund of the same second.
 */
function refundsOf(item: unknown): readonly ProviderObject[] {
  const { data: payment } = Refunded.safeParse(item);
  const matching = payment?.refunds.filter(
    ({ chargeback, created_at }) => chargeback !== true && created_at !== payment.captured_at,
  );
  return (matching ?? []).map(({ id, amount, description = '', created_at }) => ({
    id,
    resource: payment?.id,
    amount,
    reference: referenceAtEnd.exec(description)?.[1],
    at: momentOf(created_at),
  }));
}

/** KOMOJU's lists of payments and customers take a time from and to (documentation "Payments", 2020). */
export const searchList: ListSearch = {
  query: (after, window) => [
    perPage,
    ['page', after ?? '1'],
    ...(window === undefined
      ? []
      : ([
          ['start_time', second(window.from)],
          ['end_time', second(window.to)],
        ] as const)),
  ],
  takesWindow: true,
  read: (body) => {
    const { data: page } = Page.safeParse(body);
    return (
      page && {
        items: page.data,
        total: page.total,
        next: page.page < page.last_page ? String(page.page + 1) : undefined,
      }
    );
  },
  madeStatus: 200,
};

/** The same of payments, which hold their refunds. */
export const searchPayments: ListSearch = { ...searchList, parts: refundsOf };

const Captured = z.looseObject({ captured_at: z.string() });

/** A payment that was captured after the capture was first asked for. */
export function showsCapture(
  found: unknown,
  { firstAt }: { readonly firstAt: EpochMs },
): ProviderObject | undefined {
  const capturedAt = momentOf(Captured.safeParse(found).data?.captured_at);
  const isSince = capturedAt !== undefined && capturedAt >= after(firstAt, -skewMs);
  const payment = isSince ? parsePayment(found) : undefined;
  return payment && { ...payment, at: capturedAt };
}

/** A payment that is cancelled; KOMOJU does not say since when. */
export function showsCancellation(found: unknown): ProviderObject | undefined {
  const payment = parsePayment(found);
  return payment?.state === 'cancelled' ? payment : undefined;
}
