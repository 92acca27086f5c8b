import * as z from 'zod/mini';
import { komoju } from '../../providers/komoju/komoju.ts';
import { Amount, parsePayment } from '../../providers/komoju/objects.ts';
import { isEmpty, parseRefundRequest } from '../../providers/komoju/refund-requests.ts';
import { serve } from '../../http/serve.ts';

/**
 * Asks KOMOJU to pay a customer back by bank transfer, for payments that were made in cash. The document of 2020 answers
 * with the payment, KOMOJU's own client (1.0.0, 2026) expects no body; the request as payments show it is accepted, too.
 * Each of them is a yes, and none may be about another payment.
 */
export const { contract, start } = serve(komoju, 'komoju.payment.refund-request', {
  body: z.looseObject({ amount: z.optional(Amount) }),
  parse: (answer, { path: { paymentId } }) =>
    isEmpty(answer)
      ? { id: paymentId, resource: paymentId }
      : (parseRefundRequest(answer) ?? parsePayment(answer)),
  expect: ({ path }) => ({ resource: path.paymentId }),
});
