/**
 * Decisions about sessions, secure tokens and 3-D Secure where KOMOJU's documents are silent or contradict each other. As
 * in assumptions.ts, each of them may be wrong, and is here to be corrected in one place.
 */
import type { ErrorCode } from './protocol/errors.ts';

/** The language of a session that names none: an old sample shows `ja` (docs.komoju.com, 2020). */
export const defaultLocale = 'ja';

/** The shortest life of a session. Only the longest is documented; a request outside of both is rejected here. */
export const leastExpirySeconds = 1;

/** What a session without an amount shows. Only the mode `customer` may omit it, because nothing is paid then. */
export const priceOfNothing = { amount: 0, currency: 'JPY' };

/** The tax of a session's payment. A session has no member for tax, so its amount is what the customer pays. */
export const taxOfSession = 0;

/** The only payment type whose details can be kept for a customer, so the only one in the customer modes. */
export const typesOfCustomers: readonly string[] = ['credit_card'];

/** The name that a session and the page show. */
export const merchantName = 'Simulator Shop';

/**
 * Whether a session has expired. Its status stays pending, and one that was completed or cancelled in time does not expire
 * afterwards: storefronts read `expired` as "can no longer be paid".
 */
export const isExpired = (status: string, expiresAt: number, now: number): boolean =>
  status === 'pending' && now >= expiresAt;

/**
 * Whether `cancel` on the page sets the session's status. KOMOJU's client for Node says so (showSession, seen 2026); the
 * guide to sessions knows only the merchant's call (doc.komoju.com, seen 2026).
 */
export const customerMayCancel = true as boolean;

/** How a session is answered that cannot be paid (expired, cancelled, completed) or cancelled (completed, cancelled). */
export const notPayable: ErrorCode = 'unprocessable_entity';
export const notCancellable: ErrorCode = 'not_cancellable';

/** Whether to capture at once: what the pay request says goes before what the session's `payment_data` says. */
export const captureOf = (ofPay: boolean | undefined, ofSession: boolean): boolean =>
  ofPay ?? ofSession;

/** What becomes of a session's metadata in its payment: plugins find their order by it. */
export const sharesMetadata = true as boolean;

/** Schemes that a `return_url` may not have, because a link to them does harm. Apps have schemes of their own. */
export const refusedSchemes: readonly string[] = [
  'javascript:',
  'data:',
  'vbscript:',
  'blob:',
  'file:',
];

/** Types with an app on the customer's phone, which a pay answer also links as `app_url`. */
const typesWithApp = new Set(['paypay', 'line_pay', 'linepay', 'merpay', 'rakutenpay', 'aupay']);

export const hasApp = (type: string): boolean => typesWithApp.has(type);

/** `secure_token_supported` of a payment method: a list of texts, of which no document shows one. */
export const secureTokenFlows = ['three_d_secure'];

/** What the bank of a card does when it is asked who holds the card. */
export type ThreeDSecure = 'challenge' | 'challenge_fails' | 'frictionless' | 'fails' | 'skipped';

type Card = { readonly decline: unknown; readonly threeDSecure?: ThreeDSecure };

/**
 * What 3-D Secure does with a card. The documented cards for 3-D Secure say it themselves. Of all others, a card in yen
 * has a challenge. A failing test card has none, so that its decline is seen at once, and another currency skips all.
 */
export function threeDSecureOf(card: Card, currency: string): ThreeDSecure {
  if (card.decline !== null) return 'frictionless';
  if (card.threeDSecure !== undefined) return card.threeDSecure;
  return currency === 'JPY' ? 'challenge' : 'skipped';
}

/** The decline of a payment whose card holder the bank did not recognise. */
export const authenticationFailure: ErrorCode = 'card_declined';

/** The rejection of a secure token that is used, not verified, a session's own, or for another amount or currency. */
export const unusableSecureToken: ErrorCode = 'invalid_token';

/** Whether a secure token is for this price: the amount of the payment before tax and fees, and the same currency. */
export const isForPrice = (
  token: { readonly amount: number; readonly currency: string },
  price: { readonly amount: number; readonly currency: string },
): boolean => token.amount === price.amount && token.currency === price.currency;

/** The rejection of a token that was made with `currency`, and is used for a payment in another one. */
export const otherCurrency: ErrorCode = 'invalid_currency';
