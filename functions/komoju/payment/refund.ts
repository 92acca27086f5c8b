import * as z from 'zod/mini';
import { komoju } from '../../providers/komoju/komoju.ts';
import { Amount } from '../../providers/komoju/objects.ts';
import {
  addReferenceToDescription,
  parseRefund,
  RefundDescription,
  showsRefund,
} from '../../providers/komoju/refunds.ts';
import { serve } from '../../http/serve.ts';

/**
 * Gives back a captured payment: all of it, or the amount that is named. The refund's amount is what was asked for
 * (KOMOJU's example of 2018 refunds 500 of a payment with tax).
 */
export const { contract, start } = serve(komoju, 'komoju.payment.refund', {
  body: z.looseObject({
    amount: z.optional(Amount),
    description: z.optional(z.nullable(RefundDescription)),
  }),
  addReference: (body, { reference }) => ({
    ...body,
    description: addReferenceToDescription(body.description, reference),
  }),
  parse: parseRefund,
  showsEffect: showsRefund,
  expect: ({ path, body: { amount } }) => ({
    resource: path.paymentId,
    amount: amount === undefined ? undefined : Number(amount),
  }),
});
