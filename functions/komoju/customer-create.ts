import * as z from 'zod/mini';
import { komoju } from '../providers/komoju/komoju.ts';
import { markMetadata, Metadata, tellNewCustomer } from '../providers/komoju/objects.ts';
import { searchList } from '../providers/komoju/reads.ts';
import { serve } from '../http/serve.ts';

/** Keeps a customer's card at KOMOJU, to be charged later by the customer's id. */
export const { contract, start } = serve(komoju, 'komoju.customer.create', {
  body: z.looseObject({ metadata: z.optional(Metadata) }),
  mark: markMetadata,
  tell: tellNewCustomer,
  search: searchList,
});
