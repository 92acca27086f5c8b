import * as z from 'zod/mini';
import { komoju } from '../../providers/komoju/komoju.ts';
import { deletedCustomer, showsDeletion } from '../../providers/komoju/lookups.ts';
import { serve } from '../../http/serve.ts';

/** Forgets a customer and its card. Any 2xx that can be read is a yes: what stands in it is not documented. */
export const { contract, start } = serve(komoju, 'komoju.customer.delete', {
  body: z.looseObject({}),
  parse: (answer, { path }) => (answer === undefined ? undefined : { id: path.customerId }),
  showsEffect: showsDeletion,
  interpretRejectionOnRetry: (rejection, { path }) =>
    rejection.code === 'not_found'
      ? {
          kind: 'done',
          answer: deletedCustomer(path.customerId),
          object: { id: path.customerId },
        }
      : rejection,
});
