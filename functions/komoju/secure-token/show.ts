import { komoju } from '../../providers/komoju/komoju.ts';
import { parseToken } from '../../providers/komoju/tokens.ts';
import { serve } from '../../http/serve.ts';

/** How the verification of a card stands: OK pays, NEEDS_VERIFY waits for the customer, ERRORED is a no. */
export const { contract, start } = serve(komoju, 'komoju.secure-token.show', { parse: parseToken });
