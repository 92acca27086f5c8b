import * as z from 'zod/mini';
import { komoju } from '../providers/komoju/komoju.ts';
import {
  keepMetadata,
  Metadata,
  sendsMetadata,
  tellCustomer,
} from '../providers/komoju/objects.ts';
import { serve } from '../http/serve.ts';

/** Changes a customer's card, e-mail address or metadata. */
export const { contract, start } = serve(komoju, 'komoju.customer.update', {
  body: z.looseObject({ metadata: z.optional(Metadata) }),
  readsFirst: sendsMetadata,
  mark: keepMetadata,
  tell: tellCustomer,
  expect: ({ path }) => ({ object: path.customerId }),
});
