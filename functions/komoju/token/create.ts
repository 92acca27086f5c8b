import * as z from 'zod/mini';
import { komoju } from '../../providers/komoju/komoju.ts';
import { parseToken } from '../../providers/komoju/tokens.ts';
import { serve } from '../../http/serve.ts';

/**
 * Makes a token of payment details, which can be used once. A browser makes those of cards at KOMOJU itself, with its
 * publishable key; here it is for details that hold no card number, such as those of a convenience store.
 */
export const { contract, start } = serve(komoju, 'komoju.token.create', {
  body: z.looseObject({}),
  parse: parseToken,
});
