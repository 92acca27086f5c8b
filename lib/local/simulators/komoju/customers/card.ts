import type { Call } from '../call.ts';
import { authorizeMethod, takePaymentMethod } from '../payment-method.ts';
import type { CreditCard } from '../payment-types/credit-card.ts';
import { rejection } from '../protocol/errors.ts';

/** The card of a request, to be charged later. A card that would be declined is rejected: KOMOJU asks the bank first. */
export function takeCard(call: Call): CreditCard {
  const method = takePaymentMethod(call);
  if (method.kind !== 'credit_card') throw rejection('invalid_payment_type', 'payment_details');
  authorizeMethod(method, call);
  return method;
}
