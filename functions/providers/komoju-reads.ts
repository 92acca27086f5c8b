import * as z from 'zod/mini';
import { after, minuteMs, type EpochMs } from '../runtime/clock.ts';
import type { Search } from '../runtime/contract.ts';
import type { Told } from '../runtime/outcome.ts';
import { tellPayment } from './komoju-objects.ts';
import { ifReadable } from './reference.ts';

/** How KOMOJU's lists and objects are read for what a lost answer left behind. */

const List = z.looseObject({ data: z.array(z.unknown()) });

/** A page of a list; the ledger needs nothing of it but that it can be read. */
export const tellList = (body: unknown): Told | undefined =>
  List.safeParse(body).success ? { object: 'list' } : undefined;

const Page = z.looseObject({
  data: z.array(z.unknown()),
  total: z.number(),
  page: z.number(),
  last_page: z.number(),
});

/** More than KOMOJU may give on a page (its documents name no limit); it says how many pages that makes. */
const perPage = ['per_page', '100'] as const;

/** Both ends count, to the second, as objects are dated. */
const second = (moment: EpochMs): string => `${new Date(moment).toISOString().slice(0, 19)}Z`;

const momentOf = (text: string | undefined): EpochMs | undefined => {
  const moment = text === undefined ? NaN : Date.parse(text);
  return Number.isNaN(moment) ? undefined : (moment as EpochMs);
};

const Created = z.looseObject({ created_at: z.string() });

/** KOMOJU's lists of payments and customers take a time from and to (documentation "Payments", 2020). */
export const searchList: Search = {
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
  timeOf: (item) => momentOf(Created.safeParse(item).data?.created_at),
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

const Captured = z.looseObject({ captured_at: z.string(), status: ifReadable(z.string()) });

/** How far KOMOJU's clock may be behind ours. */
const skewMs = 5 * minuteMs;

/** A payment that was captured after the capture was first asked for. */
export function showCapture(
  found: unknown,
  { firstAt }: { readonly firstAt: EpochMs },
): Told | undefined {
  const capturedAt = momentOf(Captured.safeParse(found).data?.captured_at);
  const isSince = capturedAt !== undefined && capturedAt >= after(firstAt, -skewMs);
  return isSince ? tellPayment(found) : undefined;
}

/** A payment that is cancelled; KOMOJU does not say since when. */
export function showCancellation(found: unknown): Told | undefined {
  const told = tellPayment(found);
  return told?.state === 'cancelled' ? told : undefined;
}
