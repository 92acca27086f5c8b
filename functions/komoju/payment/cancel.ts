import * as z from 'zod/mini';
import { komoju } from '../../providers/komoju/komoju.ts';
import { parsePayment } from '../../providers/komoju/objects.ts';
import { showsCancellation } from '../../providers/komoju/lookups.ts';
import { serve } from '../../http/serve.ts';

/** Ends a payment that is pending or authorized. Clients send no body. */
export const { contract, start } = serve(komoju, 'komoju.payment.cancel', {
  body: z.looseObject({}),
  parse: parsePayment,
  expect: ({ path }) => ({ resource: path.paymentId }),
  showsEffect: showsCancellation,
});
