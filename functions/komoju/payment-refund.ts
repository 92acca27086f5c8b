import * as z from 'zod/mini';
import { komoju } from '../providers/komoju/komoju.ts';
import { Amount, markDescription, tellRefund } from '../providers/komoju/objects.ts';
import { serve } from '../http/serve.ts';

/**
 * Gives back a captured payment: all of it, or the amount that is named. The refund's amount is what was asked for
 * (KOMOJU's example of 2018 refunds 500 of a payment with tax).
 */
export const { contract, start } = serve(komoju, 'komoju.payment.refund', {
  body: z.looseObject({
    amount: z.optional(Amount),
    description: z.optional(z.nullable(z.string({ error: 'must be text' }))),
  }),
  mark: (body, { reference }) => ({
    ...body,
    description: markDescription(body.description, reference),
  }),
  tell: tellRefund,
  shows: tellRefund,
  expect: ({ path, body: { amount } }) => ({
    payment: path.paymentId,
    amount: amount === undefined ? undefined : Number(amount),
  }),
});
