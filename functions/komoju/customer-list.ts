import { komoju } from '../providers/komoju/komoju.ts';
import { tellList } from '../providers/komoju/reads.ts';
import { serve } from '../http/serve.ts';

/** Customers, newest first, a page at a time. */
export const { contract, start } = serve(komoju, 'komoju.customer.list', { tell: tellList });
