import * as z from 'zod/mini';
import type { ProviderObject } from '../outcome.ts';
import { Id, ifReadable } from '../reference.ts';

/** Whether an answer has no body, or one without members. */
export const isEmpty = (answer: unknown): boolean =>
  answer === null || (typeof answer === 'object' && Object.keys(answer).length === 0);

/** As payments show it (document of 2020; KOMOJU's client for Node 1.0.0, 2026). A payment has no member `payment`. */
const RefundRequest = z.looseObject({ id: Id, payment: Id, status: ifReadable(z.string()) });

/** A request for a refund, with the payment that it is about; undefined where an answer is something else. */
export function parseRefundRequest(answer: unknown): ProviderObject | undefined {
  const { data: request } = RefundRequest.safeParse(answer);
  return request && { id: request.id, resource: request.payment, state: request.status };
}
