import * as z from 'zod/mini';
import { komoju } from '../../providers/komoju/komoju.ts';
import {
  keepReference,
  Metadata,
  sendsMetadata,
  parseCustomer,
} from '../../providers/komoju/objects.ts';
import { serve } from '../../http/serve.ts';

/** Changes a customer's card, e-mail address or metadata. */
export const { contract, start } = serve(komoju, 'komoju.customer.update', {
  body: z.looseObject({ metadata: z.optional(Metadata) }),
  readsFirst: sendsMetadata,
  addReference: keepReference,
  parse: parseCustomer,
  expect: ({ path }) => ({ id: path.customerId }),
});
