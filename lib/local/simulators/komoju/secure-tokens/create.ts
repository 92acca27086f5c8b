import type { Call } from '../call.ts';
import { cardOfCustomer, takeCardOnly } from '../customers/card.ts';
import type { CreditCard } from '../payment-types/credit-card.ts';
import { readCurrency } from '../payments/currency.ts';
import { rejection } from '../protocol/errors.ts';
import { isGiven, readAmountOrZero, readObject, readText } from '../protocol/fields.ts';
import { readReturnUrl } from '../protocol/return-url.ts';
import { addSecureToken } from './add.ts';
import { secureTokenOf, type SecureToken } from './secure-token.ts';

/** The card to authenticate: written out, or a stored customer's. Exactly one of the two is given. */
function readHolder(call: Call): { method: CreditCard; customer: string | null } {
  const { fields, state } = call;
  const customer = readText(fields, 'customer');
  if (customer === null) return { customer, method: takeCardOnly(call) };
  if (isGiven(fields['payment_details'])) {
    throw rejection('invalid_parameter', 'customer', 'excludes payment_details');
  }
  return { customer, method: cardOfCustomer(state, customer) };
}

/** Begins 3-D Secure without the hosted page. KOMOJU documentation, 3-D Secure (seen 2026). */
export function createSecureToken(call: Call): SecureToken {
  const { state, fields } = call;
  const amount = readAmountOrZero(fields);
  const currency = readCurrency(fields);
  const returnUrl = readReturnUrl(fields);
  if (returnUrl === null) throw rejection('missing_parameter', 'return_url');
  readObject(fields, 'platform_details');
  const holder = readHolder(call);
  const given = { ...holder, amount, currency, returnUrl, session: null };
  return secureTokenOf(addSecureToken(state, given, call.now()), call.origin);
}
