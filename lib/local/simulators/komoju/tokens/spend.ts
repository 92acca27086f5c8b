import type { PaymentMethod } from '../payment-types/payment-types.ts';
import { rejection } from '../protocol/errors.ts';
import { find, type TokenEntry } from '../state.ts';

/** Uses a token, which can be done once. It counts as used even if its card is declined afterwards. */
export function spendToken(tokens: Record<string, TokenEntry>, id: string): PaymentMethod {
  const entry = find(tokens, id);
  if (entry === undefined || entry.isSpent) throw rejection('invalid_token', 'payment_details');
  entry.isSpent = true;
  return entry.method;
}
