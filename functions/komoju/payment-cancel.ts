import * as z from 'zod/mini';
import { komoju } from '../providers/komoju/komoju.ts';
import { tellPayment } from '../providers/komoju/objects.ts';
import { showCancellation } from '../providers/komoju/reads.ts';
import { serve } from '../http/serve.ts';

/** Ends a payment that is pending or authorized. Clients send no body. */
export const { contract, start } = serve(komoju, 'komoju.payment.cancel', {
  body: z.looseObject({}),
  tell: tellPayment,
  expect: ({ path }) => ({ payment: path.paymentId }),
  shows: showCancellation,
});
