import * as z from 'zod/mini';
import { komoju } from '../../providers/komoju/komoju.ts';
import {
  addReferenceToMetadata,
  AmountOrZero,
  Currency,
  Metadata,
} from '../../providers/komoju/objects.ts';
import { orderNumberOf } from '../../providers/order-key.ts';
import { parseNewSession } from '../../providers/komoju/sessions.ts';
import { serve } from '../../http/serve.ts';

/**
 * Makes a page at KOMOJU on which a customer pays: the storefront redirects to its session_url. Without an amount it
 * stores a customer's card, or the amount stands in payment_data.
 */
export const { contract, start } = serve(komoju, 'komoju.session.create', {
  body: z.looseObject({
    amount: z.optional(AmountOrZero),
    currency: z.optional(Currency),
    metadata: z.optional(Metadata),
  }),
  addReference: addReferenceToMetadata,
  parse: parseNewSession,
  expect: ({ body: { amount, currency } }) => ({
    amount: amount === undefined ? undefined : Number(amount),
    currency,
  }),
  order: ({ payment_data }) =>
    orderNumberOf(
      (payment_data as { external_order_num?: unknown } | null | undefined)?.external_order_num,
    ),
});
