/* What the screen "Payments and orders" asks for, and what it is answered. */

/** What a row is about: a payment, a session that nobody has paid in, or an operation of which nobody knows what it made. */
export type RowKind = 'payment' | 'session' | 'operation';

/** A refund as it stands in its payment's row. Amount in the smallest unit. */
export type RefundRow = {
  readonly id: string;
  readonly amount: number;
  readonly state: 'done' | 'pending' | 'failed';
  readonly kind: 'refund' | 'chargeback' | 'uncaptured';
};

/** The order that a payment is to pay. */
export type RowOrder = {
  readonly number: string;
  readonly state: 'open' | 'paid' | 'paid_twice' | 'refunded' | 'failed';
  /** How many attempts to pay it there are. */
  readonly attempts: number;
  /** The payments of it that are paid: two or more where it was paid twice. */
  readonly paid: readonly string[];
};

/** One row. Amounts in the smallest unit, times in ISO 8601. */
export type PaymentRow = {
  readonly kind: RowKind;
  readonly provider: string;
  readonly id: string;
  readonly order: RowOrder | null;
  /** The provider's own word, or the gateway's where there is none. */
  readonly state: string;
  readonly phase: Phase;
  /** How it is paid; null where the record does not say. */
  readonly method: string | null;
  /** What a caller asked for, before tax and fee. */
  readonly amount: number | null;
  /** What the customer pays: with tax and fee. Null where only its provider knows that yet. */
  readonly total: number | null;
  readonly refunded: number;
  readonly chargedBack: number;
  readonly currency: string | null;
  readonly refunds: readonly RefundRow[];
  /** Operations on it whose outcome nobody knows. */
  readonly openOperations: number;
  /** When it was made. */
  readonly madeAt: string;
  /** When a caller asked for something of it last. */
  readonly lastAt: string;
};

/** What a state means for the order: `used` is a session whose payment counts by itself. */
export const phases = ['payable', 'paid', 'refunded', 'failed', 'used'] as const;
export type Phase = (typeof phases)[number];

/** Which rows are wanted. */
export const filters = ['all', 'payable', 'paid', 'refunded', 'failed', 'open', 'twice'] as const;
export type Filter = (typeof filters)[number];

/** Ways of paying that can be asked for by a word; others stand in the rows as their provider calls them. */
export const methods = [
  ...['card', 'konbini', 'bank transfer', 'Pay-easy', 'PayPay', 'wallet', 'prepaid'],
  'buy now, pay later',
] as const;

/** Asked for instead of a method: those of which the record does not say it. */
export const unknownMethod = 'unknown';

/** A page of rows, the newest first. */
export type PaymentsPage = {
  readonly rows: readonly PaymentRow[];
  /** How many operations were looked through for it. */
  readonly operations: number;
  /** Where the next page begins; null where there is none. */
  readonly next: string | null;
};

/** Something that a search has found. */
export type Hit =
  | { readonly kind: 'payment'; readonly provider: string; readonly id: string }
  | { readonly kind: 'operation'; readonly id: string; readonly by: 'id' | 'idempotency key' };

/** What a search has found: things with a page of their own, the rows of orders, and what could not be looked for. */
export type SearchResult = {
  readonly hits: readonly Hit[];
  readonly rows: readonly PaymentRow[];
  readonly notes: readonly string[];
};

/** By the time of the request, strictly: what has the same moment goes by its id. */
export const newestFirst = (one: PaymentRow, other: PaymentRow): number =>
  other.lastAt.localeCompare(one.lastAt) || (one.id < other.id ? -1 : 1);
