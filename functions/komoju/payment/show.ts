import { komoju } from '../../providers/komoju/komoju.ts';
import { parsePayment } from '../../providers/komoju/objects.ts';
import { serve } from '../../http/serve.ts';

/** One payment as it stands at KOMOJU now. */
export const { contract, start } = serve(komoju, 'komoju.payment.show', { parse: parsePayment });
