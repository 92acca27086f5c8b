import type { Call } from '../call.ts';
import { pageOf, valueIn, type Page } from '../protocol/page.ts';
import type { Payment } from '../state.ts';
import { expireOverdue } from './end.ts';
import { paymentIn, statusIn, type ShownPayment } from './in-version.ts';

/** The filter that a query describes. */
function filterOf({ query, version }: Call): (payment: Payment) => boolean {
  const statuses = valueIn(query, 'status');
  const matches = (name: 'currency' | 'external_order_num', value: string | null): boolean =>
    valueIn(query, name) === '' || valueIn(query, name) === value;

  return (payment) =>
    matches('currency', payment.currency) &&
    matches('external_order_num', payment.external_order_num) &&
    (statuses === '' || statuses.split(',').includes(statusIn(version, payment.status)));
}

/** The payments that match the query, one page of them. */
export function listPayments(call: Call): Page<ShownPayment> {
  const { state, version } = call;
  expireOverdue(call);
  const { data, ...page } = pageOf(Object.values(state.payments), call, filterOf(call));
  return { ...page, data: data.map((each) => paymentIn(version, each, state.rests[each.id])) };
}
