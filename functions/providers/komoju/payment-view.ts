import * as z from 'zod/mini';
import type { PaymentView, RefundKind, RefundView } from '../event-source.ts';
import { Id, ifReadable, MethodWord, Moment, momentOf, referenceOf } from '../reference.ts';
import { PaymentStatus } from './objects.ts';
import { referenceIn } from './refunds.ts';

/*
 * A payment of KOMOJU as far as its record needs it. Where a member is missing that would tell of money, nothing is
 * understood.
 */

const Refund = z.looseObject({
  id: Id,
  amount: z.number(),
  description: ifReadable(z.string()),
  status: z.optional(z.nullable(z.string())),
  created_at: Moment,
  chargeback: z.optional(z.nullable(z.boolean())),
});
type Refund = z.infer<typeof Refund>;

const Payment = z.looseObject({
  id: Id,
  status: PaymentStatus,
  amount: z.number(),
  total: z.number(),
  currency: z.string(),
  created_at: Moment,
  captured_at: ifReadable(Moment),
  external_order_num: ifReadable(z.string()),
  session: ifReadable(z.string()),
  metadata: ifReadable(z.looseObject({})),
  payment_details: ifReadable(z.looseObject({ type: ifReadable(MethodWord) })),
  refunds: z.optional(z.nullable(z.array(Refund))),
});

/** Unverified: the words of a refund's state that its Node client does not list count as done. */
const refundStates: Readonly<Record<string, RefundView['state']>> = {
  pending: 'pending',
  failed: 'failed',
  rejected: 'failed',
  cancelled: 'failed',
};

/**
 * Before its version 2025-01-28 KOMOJU shows the rest of a partial capture as a refund of the same second, which is
 * nobody's refund.
 */
function kindOf(
  { chargeback, created_at, description }: Refund,
  capturedAt: number | undefined,
): RefundKind {
  if (chargeback === true) return 'chargeback';
  const isRest = momentOf(created_at) === capturedAt && referenceIn(description) === undefined;
  return isRest ? 'uncaptured' : 'refund';
}

/** A payment as an answer or an event shows it; undefined where it is not understood. */
export function parsePaymentView(body: unknown): PaymentView | undefined {
  const { data } = Payment.safeParse(body);
  const at = momentOf(data?.created_at);
  if (data === undefined || at === undefined) return undefined;
  const capturedAt = momentOf(data.captured_at);
  return {
    id: data.id,
    state: data.status,
    amount: data.amount,
    total: data.total,
    currency: data.currency,
    at,
    refunds: data.refunds?.map((refund) => ({
      id: refund.id,
      amount: refund.amount,
      state: refundStates[refund.status ?? ''] ?? 'done',
      kind: kindOf(refund, capturedAt),
      reference: referenceIn(refund.description),
    })),
    order: data.external_order_num,
    session: data.session,
    reference: referenceOf(data.metadata),
    method: data.payment_details?.type,
  };
}
