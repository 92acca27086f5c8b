import * as z from 'zod/mini';
import { komoju } from '../providers/komoju/komoju.ts';
import { Amount, parsePayment } from '../providers/komoju/objects.ts';
import { serve } from '../http/serve.ts';

const isEmpty = (answer: unknown): boolean =>
  answer === null || (typeof answer === 'object' && Object.keys(answer).length === 0);

/**
 * Asks KOMOJU to pay a customer back by bank transfer, for payments that were made in cash. The 2020 document answers
 * with the payment, KOMOJU's own client of 2025 expects nothing: both are a yes.
 */
export const { contract, start } = serve(komoju, 'komoju.payment.refund-request', {
  body: z.looseObject({ amount: z.optional(Amount) }),
  parse: (answer, { path }) =>
    isEmpty(answer) ? { id: path.paymentId, resource: path.paymentId } : parsePayment(answer),
  expect: ({ path }) => ({ resource: path.paymentId }),
});
