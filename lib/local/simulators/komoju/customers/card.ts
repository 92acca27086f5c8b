import type { Call } from '../call.ts';
import { authorizeMethod, takePaymentMethod } from '../payment-method.ts';
import type { CreditCard } from '../payment-types/credit-card.ts';
import type { PaymentMethod } from '../payment-types/payment-types.ts';
import { rejection } from '../protocol/errors.ts';
import { find, type KomojuState } from '../state.ts';

/** The card of a request, to be charged later. A card that would be declined is rejected: KOMOJU asks the bank first. */
export function takeCard(call: Call): CreditCard {
  const card = takeCardOnly(call);
  authorizeMethod(card, call);
  return card;
}

/** The card of a request, whether or not it will be declined. */
export const takeCardOnly = (call: Call): CreditCard => cardIn(takePaymentMethod(call).method);

/** The method, which has to be a card. */
export function cardIn(method: PaymentMethod): CreditCard {
  if (method.kind !== 'credit_card') throw rejection('invalid_payment_type', 'payment_details');
  return method;
}

/** The card that is kept for a customer. */
export function cardOfCustomer({ customers }: KomojuState, id: string): CreditCard {
  const entry = find(customers, id);
  if (entry === undefined) throw rejection('invalid_parameter', 'customer', 'does not exist');
  return { ...entry.method, email: entry.customer.email ?? entry.method.email };
}
