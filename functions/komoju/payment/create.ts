import * as z from 'zod/mini';
import { komoju } from '../../providers/komoju/komoju.ts';
import {
  Amount,
  Currency,
  addReferenceToMetadata,
  Metadata,
  parseNewPayment,
} from '../../providers/komoju/objects.ts';
import { orderNumberOf } from '../../providers/order-key.ts';
import { searchPayments } from '../../providers/komoju/lookups.ts';
import { serve } from '../../http/serve.ts';

/** Charges a card, or asks for cash at a convenience store. Exactly one of payment_details and customer says how. */
export const { contract, start } = serve(komoju, 'komoju.payment.create', {
  body: z.looseObject({
    amount: Amount,
    currency: Currency,
    metadata: z.optional(Metadata),
  }),
  addReference: addReferenceToMetadata,
  parse: parseNewPayment,
  expect: ({ body: { amount, currency } }) => ({ amount: Number(amount), currency }),
  search: searchPayments,
  order: (body) => orderNumberOf(body['external_order_num']),
});
