import * as z from 'zod/mini';
import { komoju } from '../../providers/komoju/komoju.ts';
import { AmountOrZero, Currency } from '../../providers/komoju/objects.ts';
import { parseToken } from '../../providers/komoju/tokens.ts';
import { serve } from '../../http/serve.ts';

/**
 * Begins 3-D Secure for a card without the hosted page: the customer confirms at the answer's authentication_url, and
 * the token then pays as payment_details. It may be for 0, where a card is only kept.
 */
export const { contract, start } = serve(komoju, 'komoju.secure-token.create', {
  body: z.looseObject({ amount: AmountOrZero, currency: Currency }),
  parse: parseToken,
});
