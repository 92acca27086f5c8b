import {
  listOf,
  moment,
  object,
  ref,
  text,
  whole,
  wordLike,
  query,
  type Parameter,
  type Schema,
} from '../schema.ts';

/* The documents of 2018 and 2020; KOMOJU names no largest page. */

/** A page of a list. */
export const pageOf = (schema: string): Schema =>
  object(['data'], {
    resource: wordLike(['list', 'payment_list']),
    total: whole(),
    page: whole(),
    per_page: whole(),
    last_page: whole(),
    data: listOf(ref(schema), 'The newest first.'),
  });

/** What every list takes. */
export const paging: readonly Parameter[] = [
  query('page', { type: 'integer', minimum: 1 }, 'The first page is 1.'),
  query('per_page', { type: 'integer', minimum: 1 }, 'How many on a page; 10 where none is named.'),
  query('start_time', moment(), 'Made at this time or later.'),
  query('end_time', moment(), 'Made at this time or before.'),
];

/** What the list of payments takes besides. */
export const paymentFilters: readonly Parameter[] = [
  query('status', text(), 'One state, or several with commas between.'),
  query('currency', text(), 'A code of three letters.'),
  query('external_order_num', text(), 'The number of the merchant’s order.'),
];
