import { isWithin, perPageMost } from './assumptions.ts';
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

/** The page that a query asks for, of the items that were created in the time it asks for. */
export function pageOf<Item extends { created_at: string }>(
  items: readonly Item[],
  query: URLSearchParams,
): Page<Item> {
  const start = momentIn(query, 'start_time', 0);
  const end = momentIn(query, 'end_time', Infinity);
  const page = wholeIn(query, 'page', 1);
  const perPage = Math.min(wholeIn(query, 'per_page', perPageDefault), perPageMost);
  const found = items
    .filter(({ created_at }) => isWithin(Date.parse(created_at), start, end))
    .reverse();

  return {
    resource: 'list',
    total: found.length,
    page,
    per_page: perPage,
    last_page: Math.ceil(found.length / perPage),
    data: found.slice((page - 1) * perPage, page * perPage),
  };
}
