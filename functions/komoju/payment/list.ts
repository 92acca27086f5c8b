import { komoju } from '../../providers/komoju/komoju.ts';
import { parseList } from '../../providers/komoju/lookups.ts';
import { serve } from '../../http/serve.ts';

/** Payments, newest first, a page at a time; filters and paging are KOMOJU's own query parameters. */
export const { contract, start } = serve(komoju, 'komoju.payment.list', { parse: parseList });
