import { otherCurrency } from '../checkout-assumptions.ts';
import type { PaymentMethod } from '../payment-types/payment-types.ts';
import { rejection } from '../protocol/errors.ts';
import { find, type TokenEntry } from '../state.ts';

/**
 * Uses a token, which can be done once. It counts as used even if its card is declined afterwards. A token that was made
 * for a currency pays in no other one (KOMOJU's client for Node, CreateTokenRequest, seen 2026).
 */
export function spendToken(
  tokens: Record<string, TokenEntry>,
  id: string,
  currency?: string,
): PaymentMethod {
  const entry = find(tokens, id);
  if (entry === undefined || entry.isSpent) throw rejection('invalid_token', 'payment_details');
  const isBound = entry.currency !== undefined && currency !== undefined;
  if (isBound && entry.currency !== currency) throw rejection(otherCurrency, 'currency');
  entry.isSpent = true;
  return entry.method;
}
