import type { ErrorCode } from '../protocol/errors.ts';
import type { Fields } from '../protocol/fields.ts';
import type { Locale } from '../protocol/words.ts';
import type { LineItem } from './line-items.ts';
import type { PaymentData } from './payment-terms.ts';

/** What a session is for: a payment, a customer's card, or both. KOMOJU's client for Node, SessionMode (seen 2026). */
export const modes = ['payment', 'customer', 'customer_payment'] as const;

export type Mode = (typeof modes)[number];

export type SessionStatus = 'pending' | 'completed' | 'cancelled';

/** What is kept of a session. It holds no card number. Members with KOMOJU's names are shown as they are. */
export type SessionEntry = {
  id: string;
  mode: Mode;
  amount: number;
  currency: string;
  default_locale: Locale;
  return_url: string | null;
  status: SessionStatus;
  created_at: string;
  cancelled_at: string | null;
  completed_at: string | null;
  metadata: Fields;
  /** Milliseconds since 1970. */
  expiresAt: number;
  paymentTypes: string[];
  /** Null in the mode `customer`. */
  paymentData: PaymentData | null;
  lineItems: LineItem[] | null;
  email: string | null;
  /** The customer to update, or the one that was made. */
  customerId: string | null;
  paymentId: string | null;
  /** The newest 3-D Secure of the session. */
  secureTokenId: string | null;
  /** Why the bank's challenge came to nothing; the page shows it until the next try. */
  failure: ErrorCode | null;
};
