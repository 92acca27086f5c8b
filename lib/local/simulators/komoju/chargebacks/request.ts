import { keepNewest, rememberedMax } from '../../../../host/bounded.ts';
import type { At } from '../events/record.ts';
import { refundableRest } from '../payments/refund.ts';
import { newId } from '../protocol/ids.ts';
import { endOfDayIn, timestamp } from '../protocol/timestamps.ts';
import type { KomojuState, Payment } from '../state.ts';
import type { ChargebackRequest } from '../webhook-assumptions.ts';

/** The newest request for a payment with this status. */
export const newestRequest = (
  { chargebackRequests }: KomojuState,
  { id }: Payment,
  status: ChargebackRequest['status'],
): ChargebackRequest | undefined =>
  Object.values(chargebackRequests).findLast(
    (request) => request.payment === id && request.status === status,
  );

type Given = { readonly amount?: number | undefined; readonly dueInDays: number };

/** A bank asks for the money of a payment. */
export function addRequest(payment: Payment, given: Given, { state, now }: At): void {
  const request: ChargebackRequest = {
    id: newId(),
    resource: 'chargeback_request',
    payment: payment.id,
    amount: given.amount ?? refundableRest(payment),
    currency: payment.currency,
    status: 'pending',
    due_at: endOfDayIn(given.dueInDays, now()),
    created_at: timestamp(now()),
  };
  state.chargebackRequests[request.id] = request;
  keepNewest(state.chargebackRequests, rememberedMax);
}
