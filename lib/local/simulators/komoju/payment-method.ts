import type { Call } from './call.ts';
import { readPaymentMethod, type PaymentMethod } from './payment-types/payment-types.ts';
import { rejection } from './protocol/errors.ts';
import { spendToken } from './tokens/spend.ts';

/** The payment method of a request: written out in its payment details, or a token, which can be used once. */
export function takePaymentMethod({ fields, state }: Call): PaymentMethod {
  const details = fields['payment_details'];
  return typeof details === 'string' && details !== ''
    ? spendToken(state.tokens, details)
    : readPaymentMethod(details);
}

/** @throws ProviderError if the payment method is declined, or if the request asks for a failure by `Komoju-Scenario` */
export function authorizeMethod(method: PaymentMethod, { scenario }: Call): void {
  const decline = 'decline' in method ? method.decline : null;
  const code = scenario ?? decline;
  if (code !== null) throw rejection(code);
}
