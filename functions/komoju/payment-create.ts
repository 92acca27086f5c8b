import * as z from 'zod/mini';
import { komoju } from '../providers/komoju/komoju.ts';
import {
  Amount,
  Currency,
  markMetadata,
  Metadata,
  tellNewPayment,
} from '../providers/komoju/objects.ts';
import { searchPayments } from '../providers/komoju/reads.ts';
import { serve } from '../http/serve.ts';

/** Charges a card, or asks for cash at a convenience store. Exactly one of payment_details and customer says how. */
export const { contract, start } = serve(komoju, 'komoju.payment.create', {
  body: z.looseObject({
    amount: Amount,
    currency: Currency,
    metadata: z.optional(Metadata),
  }),
  mark: markMetadata,
  tell: tellNewPayment,
  expect: ({ body: { amount, currency } }) => ({ amount: Number(amount), currency }),
  search: searchPayments,
});
