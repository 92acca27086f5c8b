import { isForPrice, unusableSecureToken } from '../checkout-assumptions.ts';
import { rejection } from '../protocol/errors.ts';
import type { SecureTokenEntry } from './secure-token.ts';

/**
 * Uses a secure token, which can be done once, and only after its bank agreed. It counts as used even if its card is
 * declined afterwards. One that a session made for itself pays nothing else.
 *
 * @param price absent: nothing is paid
 */
export function spendSecureToken(
  entry: SecureTokenEntry,
  price?: Parameters<typeof isForPrice>[1],
): void {
  const isVerified = entry.status === 'OK' || entry.status === 'SKIPPED';
  const isUsable = isVerified && !entry.isSpent && entry.session === null;
  if (!isUsable || (price !== undefined && !isForPrice(entry, price))) {
    throw rejection(unusableSecureToken, 'payment_details');
  }
  entry.isSpent = true;
}
