import * as z from 'zod/mini';
import { komoju } from '../../providers/komoju/komoju.ts';
import {
  addReferenceToMetadata,
  Metadata,
  parseNewCustomer,
} from '../../providers/komoju/objects.ts';
import { searchCustomers } from '../../providers/komoju/lookups.ts';
import { serve } from '../../http/serve.ts';

/** Keeps a customer's card at KOMOJU, to be charged later by the customer's id. */
export const { contract, start } = serve(komoju, 'komoju.customer.create', {
  body: z.looseObject({ metadata: z.optional(Metadata) }),
  addReference: addReferenceToMetadata,
  parse: parseNewCustomer,
  search: searchCustomers,
});
