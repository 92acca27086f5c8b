import * as z from 'zod/mini';
import { komoju } from '../../providers/komoju/komoju.ts';
import { parseSessionPayment, showsSessionPayment } from '../../providers/komoju/sessions.ts';
import { serve } from '../../http/serve.ts';

/**
 * Pays a session without its page: by a token, or by payment details. The answer's redirect_url leads the customer on,
 * to the bank for 3-D Secure, or back to the shop.
 */
export const { contract, start } = serve(komoju, 'komoju.session.pay', {
  body: z.looseObject({}),
  parse: parseSessionPayment,
  showsEffect: showsSessionPayment,
  // To 3-D Secure, where its customer may give up.
  mayOnlyLeadOn: true,
});
