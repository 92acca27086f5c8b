import type { CreditCard } from '../payment-types/credit-card.ts';
import type { AuthenticationResult } from './authentication-result.ts';

/**
 * How far 3-D Secure is. KOMOJU documentation, 3-D Secure (seen 2026); SKIPPED is only in KOMOJU's mobile SDK, which pays
 * with such a token as with one that is OK.
 */
export type VerificationStatus = 'NEEDS_VERIFY' | 'OK' | 'SKIPPED' | 'ERRORED';

/** How a session goes on after its customer's bank has answered. */
export type SessionContinuation = {
  readonly id: string;
  readonly capture: boolean;
  readonly email: string | null;
  /** Whether the customer comes from the hosted page, and goes back there if the bank says no. */
  readonly isOnPage: boolean;
};

/** A card whose holder is to be recognised by their bank, for one payment. It holds no card number. */
export type SecureTokenEntry = {
  id: string;
  method: CreditCard;
  /** The customer whose card it is, if it is a stored one. */
  customer: string | null;
  amount: number;
  currency: string;
  returnUrl: string | null;
  createdAt: string;
  status: VerificationStatus;
  result: AuthenticationResult | null;
  isSpent: boolean;
  /** The session that goes on with it; null for one that the merchant made. */
  session: SessionContinuation | null;
};

/** A secure token as KOMOJU shows it: its guide names the id `secure_token`, its clients `id`. */
export type SecureToken = {
  id: string;
  secure_token: string;
  created_at: string;
  verification_status: VerificationStatus;
  authentication_url: string;
  three_ds_auth_result?: AuthenticationResult;
};

/** The page of 3-D Secure, as the sample of KOMOJU's guide writes its path (seen 2026). */
export const authenticationPath = '/three_d_secure_service/offsite';

export const authenticationUrl = (origin: string, id: string): string =>
  `${origin}${authenticationPath}?token=${id}`;

/** A secure token as KOMOJU shows it. */
export const secureTokenOf = (
  { id, createdAt, status, result }: SecureTokenEntry,
  origin: string,
): SecureToken => ({
  id,
  secure_token: id,
  created_at: createdAt,
  verification_status: status,
  authentication_url: authenticationUrl(origin, id),
  ...(result !== null && { three_ds_auth_result: result }),
});
