import * as z from 'zod/mini';
import { coiney } from '../../providers/coiney/coiney.ts';
import {
  ExpiredOn,
  leaveReference,
  MetadataChange,
  parsePayment,
} from '../../providers/coiney/objects.ts';
import { serve } from '../../http/serve.ts';

/** Changes the last day, the memo and the metadata of a payment; all else of it is fixed when it is made. */
export const { contract, start } = serve(coiney, 'coiney.payment.update', {
  body: z.looseObject({
    expiredOn: z.optional(ExpiredOn),
    metadata: z.optional(MetadataChange),
  }),
  addReference: leaveReference,
  parse: parsePayment,
  expect: ({ path }) => ({ resource: path.paymentId }),
});
