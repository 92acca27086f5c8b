import { komoju } from '../../providers/komoju/komoju.ts';
import { parsePaymentMethods } from '../../providers/komoju/tokens.ts';
import { serve } from '../../http/serve.ts';

/** The ways of paying that KOMOJU has switched on for the merchant, each with its currency. */
export const { contract, start } = serve(komoju, 'komoju.payment-method.list', {
  parse: parsePaymentMethods,
});
