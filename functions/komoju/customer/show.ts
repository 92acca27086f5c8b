import { komoju } from '../../providers/komoju/komoju.ts';
import { parseCustomer } from '../../providers/komoju/objects.ts';
import { serve } from '../../http/serve.ts';

/** One customer as KOMOJU knows it now, without the card's number. */
export const { contract, start } = serve(komoju, 'komoju.customer.show', { parse: parseCustomer });
