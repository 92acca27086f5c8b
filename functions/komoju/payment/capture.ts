import * as z from 'zod/mini';
import { komoju } from '../../providers/komoju/komoju.ts';
import { parseCapture } from '../../providers/komoju/captures.ts';
import { Amount } from '../../providers/komoju/objects.ts';
import { showsCapture } from '../../providers/komoju/lookups.ts';
import { serve } from '../../http/serve.ts';

/**
 * Takes the money that an authorized payment holds. Clients send no body; newer versions of KOMOJU's API take an
 * amount for a part. The amount is not compared with the answer: which of the payment's amounts a partial capture
 * changes is not documented. Somebody who reads later, and cannot know whose capture it was, compares it.
 */
export const { contract, start } = serve(komoju, 'komoju.payment.capture', {
  body: z.looseObject({ amount: z.optional(Amount) }),
  parse: parseCapture,
  expect: ({ path }) => ({ resource: path.paymentId }),
  showsEffect: showsCapture,
  requested: ({ amount }) => ({ amount: amount === undefined ? undefined : Number(amount) }),
});
