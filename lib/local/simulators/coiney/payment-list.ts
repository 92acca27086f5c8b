import { isListed } from '../../sandbox/lists.ts';
import { inListOrder } from './assumptions.ts';
import type { Call } from './call.ts';
import { rejection } from './errors.ts';
import { withCurrentStatus } from './payments.ts';
import type { Payment } from './state.ts';

type List = { object: 'list'; hasMore: boolean; totalCount: number; data: Payment[] };

const defaultLimit = 10;
const maxLimit = 100;

function limitIn(query: URLSearchParams): number {
  const text = query.get('limit');
  if (text === null) return defaultLimit;
  const limit = /^\d+$/.test(text) ? Number(text) : 0;
  if (limit >= 1 && limit <= maxLimit) return limit;
  throw rejection('invalid_parameter', { limit: `must be from 1 to ${maxLimit}` });
}

/** The position of a cursor in the current list. */
function positionOf(cursor: string, payments: readonly Payment[], name: string): number {
  const position = payments.findIndex(({ id }) => id === cursor);
  if (position < 0) throw rejection('invalid_parameter', { [name]: 'is no payment' });
  return position;
}

/** The page after a cursor, or the page before it. */
function pageOf(
  payments: readonly Payment[],
  query: URLSearchParams,
): { data: Payment[]; hasMore: boolean } {
  const limit = limitIn(query);
  const after = query.get('startingAfter');
  const before = query.get('endingBefore');
  if (before !== null && after === null) {
    const end = positionOf(before, payments, 'endingBefore');
    const start = Math.max(0, end - limit);
    return { data: payments.slice(start, end), hasMore: start > 0 };
  }
  const start = after === null ? 0 : positionOf(after, payments, 'startingAfter') + 1;
  const end = start + limit;
  return { data: payments.slice(start, end), hasMore: end < payments.length };
}

/** All payments, page by page, as the mode of the lists shows them. There is no filter. */
export function listPayments({ state, lists, now, query }: Call): List {
  const at = now();
  const isShown = ({ createdAt }: Payment): boolean => isListed(lists, Date.parse(createdAt), at);
  const payments = inListOrder(Object.values(state.payments).filter(isShown));
  const { data, hasMore } = pageOf(payments, query);
  const isLost = lists.mode === 'lose_page' && (!hasMore || query.has('startingAfter'));
  return {
    object: 'list',
    hasMore: hasMore && !isLost,
    totalCount: payments.length,
    data: isLost ? [] : data.map((payment) => withCurrentStatus(payment, at)),
  };
}
