import * as z from 'zod/mini';
import { coiney } from '../../providers/coiney/coiney.ts';
import {
  Amount,
  Currency,
  ExpiredOn,
  Metadata,
  orderEntry,
  searchPayments,
  parseNewPayment,
} from '../../providers/coiney/objects.ts';
import { addReferenceToMetadata } from '../../providers/reference.ts';
import { serve } from '../../http/serve.ts';

/** Makes a link by which a customer pays. No money moves before that, and nobody but its caller is told the link. */
export const { contract, start } = serve(coiney, 'coiney.payment.create', {
  body: z.looseObject({
    amount: Amount,
    currency: Currency,
    expiredOn: z.optional(ExpiredOn),
    metadata: z.optional(Metadata),
  }),
  addReference: addReferenceToMetadata,
  parse: parseNewPayment,
  expect: ({ body: { amount, currency } }) => ({ amount, currency }),
  search: searchPayments,
  order: ({ metadata }) => metadata?.[orderEntry],
});
