import { komoju } from '../../providers/komoju/komoju.ts';
import { parseList } from '../../providers/komoju/lookups.ts';
import { serve } from '../../http/serve.ts';

/** Customers, newest first, a page at a time. */
export const { contract, start } = serve(komoju, 'komoju.customer.list', { parse: parseList });
