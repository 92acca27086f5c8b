import type { Call } from '../call.ts';
import { pageOf, valueIn, type Page } from '../protocol/page.ts';
import type { Payment } from './create.ts';

/** What a query asks for, as one question to a payment. */
function filterOf(query: URLSearchParams): (payment: Payment) => boolean {
  const statuses = valueIn(query, 'status');
  const asked = (name: 'currency' | 'external_order_num', value: string | null): boolean =>
    valueIn(query, name) === '' || valueIn(query, name) === value;

  return (payment) =>
    asked('currency', payment.currency) &&
    asked('external_order_num', payment.external_order_num) &&
    (statuses === '' || statuses.split(',').includes(payment.status));
}

export const listPayments = (call: Call): Page<Payment> =>
  pageOf(Object.values(call.state.payments), call, filterOf(call.query));
