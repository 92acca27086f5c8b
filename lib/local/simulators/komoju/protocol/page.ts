import { isListed, isLost } from '../../../sandbox/lists.ts';
import { isWithin, perPageMost } from '../assumptions.ts';
import type { Call } from '../call.ts';
import { refusal } from './errors.ts';
import { readWhole } from './fields.ts';

/** One page of a list, newest first. */
export type Page<Item> = {
  resource: 'list';
  total: number;
  page: number;
  per_page: number;
  last_page: number;
  data: Item[];
};

const perPageDefault = 10;

/** An empty value asks for nothing, as an absent one. */
export const valueIn = (query: URLSearchParams, name: string): string => query.get(name) ?? '';

function wholeIn(query: URLSearchParams, name: string, otherwise: number): number {
  const value = valueIn(query, name);
  return value === '' ? otherwise : readWhole(value, name, [1, Number.MAX_SAFE_INTEGER]);
}

function momentIn(query: URLSearchParams, name: string, otherwise: number): number {
  const value = valueIn(query, name);
  if (value === '') return otherwise;
  const moment = Date.parse(value);
  if (Number.isNaN(moment)) throw refusal('invalid_parameter', name, 'is not a time');
  return moment;
}

/**
 * The page that a query asks for, of the items that it asks for, or of what the lists tell where they lie.
 * @param fits what the query asks for besides the time
 */
export function pageOf<Item extends { created_at: string }>(
  items: readonly Item[],
  { query, lists, now }: Pick<Call, 'query' | 'lists' | 'now'>,
  fits: (item: Item) => boolean = () => true,
): Page<Item> {
  const start = momentIn(query, 'start_time', 0);
  const end = momentIn(query, 'end_time', Infinity);
  const page = wholeIn(query, 'page', 1);
  const perPage = Math.min(wholeIn(query, 'per_page', perPageDefault), perPageMost);
  const isAsked = (item: Item): boolean =>
    lists.mode === 'ignore_filter' ||
    (fits(item) && isWithin(Date.parse(item.created_at), start, end));
  const found = items
    .filter((item) => isListed(lists, Date.parse(item.created_at), now()) && isAsked(item))
    .reverse();
  const lastPage = Math.ceil(found.length / perPage);

  return {
    resource: 'list',
    total: found.length,
    page,
    per_page: perPage,
    last_page: lastPage,
    data: isLost(lists, page, lastPage) ? [] : found.slice((page - 1) * perPage, page * perPage),
  };
}
