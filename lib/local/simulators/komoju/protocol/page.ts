import { isListed, isLost, type Lists } from '../../../sandbox/lists.ts';
import { isWithin, maxPerPage } from '../assumptions.ts';
import { rejection } from './errors.ts';
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

const defaultPerPage = 10;

/** The value of a parameter. An empty value means the same as an absent one. */
export const valueIn = (query: URLSearchParams, name: string): string => query.get(name) ?? '';

function wholeIn(query: URLSearchParams, name: string, otherwise: number): number {
  const value = valueIn(query, name);
  return value === '' ? otherwise : readWhole(value, name, [1, Number.MAX_SAFE_INTEGER]);
}

function momentIn(query: URLSearchParams, name: string, otherwise: number): number {
  const value = valueIn(query, name);
  if (value === '') return otherwise;
  const moment = Date.parse(value);
  if (Number.isNaN(moment)) throw rejection('invalid_parameter', name, 'is not a time');
  return moment;
}

/** What a list needs of a request. */
type ListRequest = {
  readonly query: URLSearchParams;
  readonly lists: Lists;
  readonly now: () => number;
};

/**
 * The page of items that a query asks for, as the mode of the lists shows them.
 *
 * @param matches the filter of the query, apart from its time range
 */
export function pageOf<Item extends { created_at: string }>(
  items: readonly Item[],
  { query, lists, now }: ListRequest,
  matches: (item: Item) => boolean = () => true,
): Page<Item> {
  const start = momentIn(query, 'start_time', 0);
  const end = momentIn(query, 'end_time', Infinity);
  const page = wholeIn(query, 'page', 1);
  const perPage = Math.min(wholeIn(query, 'per_page', defaultPerPage), maxPerPage);
  const isFound = (item: Item): boolean =>
    lists.mode === 'ignore_filter' ||
    (matches(item) && isWithin(Date.parse(item.created_at), start, end));
  const found = items
    .filter((item) => isListed(lists, Date.parse(item.created_at), now()) && isFound(item))
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
