import * as z from 'zod/mini';
import type { Observation } from '../contract.ts';
import type { DatedObject, ListSearch, Window } from '../list-search.ts';
import type { Answer, ProviderObject } from '../outcome.ts';
import { nothing, seen } from '../observation.ts';
import {
  dated,
  Id,
  memberOf,
  Moment,
  momentOf,
  ShownMetadata,
  writtenSecond,
} from '../reference.ts';
import { parseCapture, showsRest } from './captures.ts';
import { parseNewCustomer, parseNewPayment, parsePayment, PaymentStatus } from './objects.ts';
import { refundsOf } from './refunds.ts';

/**
 * How KOMOJU's lists and objects are read for what a lost answer left behind. What is required here is what its documents
 * of 2018 and 2020 show in every sample: another version of its API may leave a member out, and then nothing follows.
 */

const List = z.looseObject({ data: z.array(z.unknown()) });

/** A page of a list; the ledger needs nothing of it but that it can be read. */
export const parseList = (body: unknown): ProviderObject | undefined =>
  List.safeParse(body).success ? { id: 'list' } : undefined;

const Count = z.int().check(z.gte(0));

const Page = z.looseObject({
  data: z.array(z.unknown()),
  total: Count,
  page: Count,
  last_page: Count,
});

/** KOMOJU's documents name no limit. Where it gives fewer on a page, it says how many pages there are. */
const perPage = ['per_page', '100'] as const;

/** KOMOJU's lists of payments and customers take a time from and to (documentation "Payments", 2020). */
const searchList: Omit<ListSearch, 'item'> = {
  query: (after, window) => [
    perPage,
    ['page', after ?? '1'],
    ...(window === undefined
      ? []
      : ([
          ['start_time', writtenSecond(window.from)],
          ['end_time', writtenSecond(window.to)],
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

const Made = z.looseObject({ created_at: Moment, metadata: ShownMetadata });
const MadePayment = z.extend(Made, { status: PaymentStatus });

const itemBy =
  (shown: z.ZodMiniType, parse: (item: unknown) => ProviderObject | undefined) =>
  (item: unknown): DatedObject | undefined =>
    shown.safeParse(item).success ? dated(parse(item)) : undefined;

/** The list of payments, which hold their refunds. */
export const searchPayments: ListSearch = {
  ...searchList,
  item: itemBy(MadePayment, parseNewPayment),
  parts: refundsOf,
};

/** The list of customers. */
export const searchCustomers: ListSearch = {
  ...searchList,
  item: itemBy(Made, parseNewCustomer),
  // A session that stores a card makes one, which does not say so.
  alsoMadeByProvider: true,
};

const Captured = z.looseObject({
  id: Id,
  status: PaymentStatus,
  amount: z.number(),
  captured_at: z.nullable(Moment),
});

/** Only a time says whether a payment in one of these states was captured since. */
const afterCapture: readonly string[] = ['captured', 'refunded'];

/**
 * A payment that was captured after the capture was first asked for. Where it shows a refund that may be the rest of a
 * capture of a part, that part may have been another one than was asked for: then a person decides.
 */
export function showsCapture(found: unknown, { window }: { readonly window: Window }): Observation {
  if (found === undefined) return nothing;
  const { data, error } = Captured.safeParse(found);
  if (data === undefined) return { kind: 'unclear', why: memberOf(error) };
  const at = momentOf(data.captured_at);
  if (at === undefined && afterCapture.includes(data.status)) {
    return { kind: 'unclear', why: 'captured_at' };
  }
  const payment = at !== undefined && at >= window.from ? parseCapture(found) : undefined;
  return payment !== undefined && showsRest(found)
    ? { kind: 'seen', objects: [], couldBe: [{ ...payment, at }] }
    : seen(payment && { ...payment, at });
}

const Stateful = z.looseObject({ id: Id, status: PaymentStatus });

/** A payment that is cancelled; KOMOJU does not say since when. */
export function showsCancellation(found: unknown): Observation {
  if (found === undefined) return nothing;
  const { data, error } = Stateful.safeParse(found);
  if (data === undefined) return { kind: 'unclear', why: memberOf(error) };
  return data.status === 'cancelled' ? seen(parsePayment(found)) : nothing;
}

/**
 * The answer to a deletion that only a read shows: of KOMOJU's own, which is the customer without its card, what is
 * still known.
 */
export const deletedCustomer = (id: string): Answer => ({
  status: 200,
  contentType: 'application/json; charset=utf-8',
  body: JSON.stringify({ id, resource: 'customer', source: null }),
});

const Carded = z.looseObject({ id: Id, source: z.looseObject({}) });

/**
 * A customer that is gone. Whether one that was deleted can still be read is not documented; if it can, it has no card,
 * as in the answer to the deletion, and that does not say since when.
 */
export function showsDeletion(
  found: unknown,
  { path: { customerId } }: { readonly path: { readonly customerId: string } },
): Observation {
  if (found !== undefined) {
    return Carded.safeParse(found).success ? nothing : { kind: 'unclear', why: 'source' };
  }
  return { kind: 'seen', objects: [{ id: customerId }], answer: deletedCustomer(customerId) };
}
