import * as z from 'zod/mini';
import type { ProviderObject } from '../outcome.ts';
import { ifReadable } from '../reference.ts';
import { parsePayment } from './objects.ts';
import { referenceIn } from './refunds.ts';

const Refund = z.looseObject({
  description: ifReadable(z.string()),
  chargeback: ifReadable(z.boolean()),
});

const Refunded = z.looseObject({ refunds: z.array(Refund) });

/**
 * Whether a payment shows a refund that neither an operation nor a bank has made. Before KOMOJU's version 2025-01-28 the
 * rest of a capture of a part is one (changelog of its client for Node, 1.0.0, 2026).
 */
export const showsRest = (payment: unknown): boolean =>
  Refunded.safeParse(payment).data?.refunds.some(
    ({ description, chargeback }) => chargeback !== true && referenceIn(description) === undefined,
  ) ?? false;

/**
 * The payment that was captured. Where it shows such a refund, nobody knows whether its amount is what was captured or
 * what was authorized: no document says so. Then no amount is told.
 */
export function parseCapture(body: unknown): ProviderObject | undefined {
  const payment = parsePayment(body);
  return payment && showsRest(body) ? { ...payment, amount: undefined } : payment;
}
