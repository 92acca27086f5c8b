import type { PaymentView, RefundView } from '../../providers/event-source.ts';

const isDone = ({ state }: RefundView): boolean => state === 'done';

const sumOf = (refunds: readonly RefundView[]): number =>
  refunds.reduce((sum, { amount }) => sum + amount, 0);

/** What has been given back, in the smallest unit: what is done, by the merchant and by banks. */
export const refundedOf = ({ refunds = [] }: PaymentView): number =>
  sumOf(refunds.filter(({ kind }) => kind !== 'uncaptured').filter(isDone));

/** A payment's record as it is answered. */
export const paymentAnswer = (provider: string, view: PaymentView): object => ({
  provider,
  id: view.id,
  state: view.state,
  amount: view.amount,
  total: view.total,
  currency: view.currency,
  refunded: refundedOf(view),
  charged_back: sumOf((view.refunds ?? []).filter(({ kind }) => kind === 'chargeback')),
  order: view.order ?? null,
  session: view.session ?? null,
  operation: view.reference ?? null,
  created_at: new Date(view.at).toISOString(),
});
