import * as z from 'zod/mini';
import { komoju } from '../../providers/komoju/komoju.ts';
import {
  keepReference,
  Metadata,
  sendsMetadata,
  parsePayment,
} from '../../providers/komoju/objects.ts';
import { serve } from '../../http/serve.ts';

/** New payment details are a top-up: money, and KOMOJU has no idempotency key for a PATCH. */
const topUp = 'cannot be changed here: a top-up moves money, and KOMOJU has no key to do that once';

/** Changes a payment's description and metadata. */
export const { contract, start } = serve(komoju, 'komoju.payment.update', {
  body: z.looseObject({
    metadata: z.optional(Metadata),
    payment_details: z.optional(z.never({ error: topUp })),
  }),
  readsFirst: sendsMetadata,
  addReference: keepReference,
  parse: parsePayment,
  expect: ({ path }) => ({ resource: path.paymentId }),
});
