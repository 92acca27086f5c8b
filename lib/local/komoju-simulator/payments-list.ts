import { isWithin, perPageMost } from './assumptions.ts';
import type { Call } from './call.ts';
import { refusal } from './errors.ts';
import { readWhole } from './fields.ts';
import type { Payment } from './payments.ts';

/** One page of payments, newest first. */
export type PaymentList = {
  resource: 'list';
  total: number;
  page: number;
  per_page: number;
  last_page: number;
  data: Payment[];
};

const perPageDefault = 10;

/** An empty value asks for nothing, as an absent one. */
const valueIn = (query: URLSearchParams, name: string): string => query.get(name) ?? '';

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

/** What a query asks for, as one question to a payment. */
function filterOf(query: URLSearchParams): (payment: Payment) => boolean {
  const start = momentIn(query, 'start_time', 0);
  const end = momentIn(query, 'end_time', Infinity);
  const statuses = valueIn(query, 'status');
  const asked = (name: 'currency' | 'external_order_num', value: string | null): boolean =>
    valueIn(query, name) === '' || valueIn(query, name) === value;

  return (payment) =>
    asked('currency', payment.currency) &&
    asked('external_order_num', payment.external_order_num) &&
    (statuses === '' || statuses.split(',').includes(payment.status)) &&
    isWithin(Date.parse(payment.created_at), start, end);
}

export function listPayments({ state, query }: Call): PaymentList {
  const page = wholeIn(query, 'page', 1);
  const perPage = Math.min(wholeIn(query, 'per_page', perPageDefault), perPageMost);
  const found = Object.values(state.payments).reverse().filter(filterOf(query));

  return {
    resource: 'list',
    total: found.length,
    page,
    per_page: perPage,
    last_page: Math.ceil(found.length / perPage),
    data: found.slice((page - 1) * perPage, page * perPage),
  };
}
