import type { Call } from '../call.ts';
import { pageOf, valueIn, type Page } from '../protocol/page.ts';
import type { Payment } from '../state.ts';

/** The filter that a query describes. */
function filterOf(query: URLSearchParams): (payment: Payment) => boolean {
  const statuses = valueIn(query, 'status');
  const matches = (name: 'currency' | 'external_order_num', value: string | null): boolean =>
    valueIn(query, name) === '' || valueIn(query, name) === value;

  return (payment) =>
    matches('currency', payment.currency) &&
    matches('external_order_num', payment.external_order_num) &&
    (statuses === '' || statuses.split(',').includes(payment.status));
}

/** The payments that match the query, one page of them. */
export const listPayments = (call: Call): Page<Payment> =>
  pageOf(Object.values(call.state.payments), call, filterOf(call.query));
