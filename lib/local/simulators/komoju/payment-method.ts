import type { Call } from './call.ts';
import { readPaymentMethod, type PaymentMethod } from './payment-types/payment-types.ts';
import { rejection } from './protocol/errors.ts';
import { spendSecureToken } from './secure-tokens/spend.ts';
import { find } from './state.ts';
import { spendToken } from './tokens/spend.ts';

/** What is to be paid, before tax and fees. */
export type Price = { readonly amount: number; readonly currency: string };

/** The payment method of a request, and what is known of it. */
export type TakenMethod = {
  readonly method: PaymentMethod;
  /** The customer whose card a secure token stands for. */
  readonly customer: string | null;
  /** Whether 3-D Secure is done: a secure token says so. */
  readonly isVerified: boolean;
};

/**
 * The payment method of a request: written out in its payment details, or a token or a secure token, which can be used
 * once, and for the price that they were made for.
 *
 * @param price absent: nothing is paid
 */
export function takePaymentMethod({ fields, state }: Call, price?: Price): TakenMethod {
  const details = fields['payment_details'];
  const taken = { customer: null, isVerified: false };
  if (typeof details !== 'string' || details === '') {
    return { ...taken, method: readPaymentMethod(details) };
  }
  const secureToken = find(state.secureTokens, details);
  if (secureToken === undefined) {
    return { ...taken, method: spendToken(state.tokens, details, price?.currency) };
  }
  spendSecureToken(secureToken, price);
  return { method: secureToken.method, customer: secureToken.customer, isVerified: true };
}

/** @throws ProviderError if the payment method is declined, or if the request asks for a failure by `Komoju-Scenario` */
export function authorizeMethod(method: PaymentMethod, { scenario }: Pick<Call, 'scenario'>): void {
  const decline = 'decline' in method ? method.decline : null;
  const code = scenario ?? decline;
  if (code !== null) throw rejection(code);
}
