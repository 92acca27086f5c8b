import { isListed } from '../../sandbox/lists.ts';
import { inListOrder } from './assumptions.ts';
import type { Call } from './call.ts';
import { refusal } from './errors.ts';
import { current, type Payment } from './payments.ts';

type List = { object: 'list'; hasMore: boolean; totalCount: number; data: Payment[] };

const limitDefault = 10;
const limitMost = 100;

function limitIn(query: URLSearchParams): number {
  const text = query.get('limit');
  if (text === null) return limitDefault;
  const limit = /^\d+$/.test(text) ? Number(text) : 0;
  if (limit >= 1 && limit <= limitMost) return limit;
  throw refusal('invalid_parameter', { limit: `must be from 1 to ${limitMost}` });
}

/** Where a cursor points, in the list as it stands now. */
function placeOf(cursor: string, payments: readonly Payment[], name: string): number {
  const place = payments.findIndex(({ id }) => id === cursor);
  if (place < 0) throw refusal('invalid_parameter', { [name]: 'is no payment' });
  return place;
}

/** The page behind a cursor, or the one before it. */
function pageOf(
  payments: readonly Payment[],
  query: URLSearchParams,
): { data: Payment[]; hasMore: boolean } {
  const limit = limitIn(query);
  const after = query.get('startingAfter');
  const before = query.get('endingBefore');
  if (before !== null && after === null) {
    const end = placeOf(before, payments, 'endingBefore');
    const start = Math.max(0, end - limit);
    return { data: payments.slice(start, end), hasMore: start > 0 };
  }
  const start = after === null ? 0 : placeOf(after, payments, 'startingAfter') + 1;
  const end = start + limit;
  return { data: payments.slice(start, end), hasMore: end < payments.length };
}

/** All payments, a page at a time: there is no filter. They lie where the sandbox says so. */
export function listPayments({ state, lists, now, query }: Call): List {
  const at = now();
  const isShown = ({ createdAt }: Payment): boolean => isListed(lists, Date.parse(createdAt), at);
  const payments = inListOrder(Object.values(state.payments).filter(isShown));
  const { data, hasMore } = pageOf(payments, query);
  const isLost = lists.mode === 'lose_page' && !hasMore;
  return {
    object: 'list',
    hasMore,
    totalCount: payments.length,
    data: isLost ? [] : data.map((payment) => current(payment, at)),
  };
}
