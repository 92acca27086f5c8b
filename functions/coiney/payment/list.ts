import { coiney } from '../../providers/coiney/coiney.ts';
import { parseList } from '../../providers/coiney/objects.ts';
import { serve } from '../../http/serve.ts';

/** Payments, a page at a time; paging is by Coiney's own query parameters, and there is no filter. */
export const { contract, start } = serve(coiney, 'coiney.payment.list', { parse: parseList });
