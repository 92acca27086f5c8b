import type { Decided } from './decided.ts';
import type { PaymentRow } from './payments.ts';

/* What the screen "One payment" is answered. Times in ISO 8601, amounts in the smallest unit. */

/** One try to deliver what a line has told to an end point. */
export type DeliveryTry = {
  readonly at: string;
  readonly ms: number;
  /** The receiver's status, or why there is none. */
  readonly result: string;
};

/** An event on its way to an end point of the merchant's. */
export type SentEvent = {
  readonly endpoint: string;
  readonly event: string;
  readonly type: string;
  readonly at: string;
  readonly state: ShownDelivery;
  /** How often it was tried since it came, or since a person had it sent once more. */
  readonly tried: number;
  /** The newest of those tries, oldest first. */
  readonly tries: readonly DeliveryTry[];
  /** When a person had it sent once more; null where nobody did. */
  readonly replayedAt: string | null;
  /** The tries from before that, as far as they are kept. */
  readonly former: readonly DeliveryTry[];
};

/** `failing` was tried and not taken, and is tried again; `pending` waits for its first try. */
export type ShownDelivery = 'failing' | 'pending' | 'delivered' | 'given_up';

/** What is on record of an operation, for its line. */
export type LineOperation = {
  readonly attempts: number;
  readonly lastAt: string;
  /** The provider's status and error code; null where there is none. */
  readonly status: number | null;
  readonly code: string | null;
  /** `answer`, `read` or `not_executed`. */
  readonly source: string | null;
  readonly decided: Decided | null;
  readonly requested: { readonly amount: number | null; readonly currency: string | null };
};

/** One line of what happened, by who caused it. */
export type TimelineEntry = {
  readonly at: string;
  readonly cause: 'operation' | 'webhook' | 'list' | 'poll' | 'finding' | 'sent' | 'decision';
  /** The operation's id, the event's type, the finding's name. */
  readonly what: string;
  readonly id: string;
  readonly caller: string | null;
  readonly outcome: string | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly amount: number | null;
  readonly refunded: number | null;
  readonly currency: string | null;
  readonly operation: LineOperation | null;
  readonly sent: SentEvent | null;
};

/** Everything of one payment. */
export type PaymentScreen = {
  readonly row: PaymentRow;
  /** How a caller may have it refunded, as method and path; null where the gateway has no such operation. */
  readonly refund: string | null;
  readonly session: string | null;
  /** The operation that made it. */
  readonly operation: string | null;
  /** Every attempt to pay its order, this one too; empty where it names none. */
  readonly attempts: readonly PaymentRow[];
  readonly timeline: readonly TimelineEntry[];
  /** Whether older or newer lines than these are left out. */
  readonly isCut: boolean;
  /** Where a person sees it at the provider; null where that is not known. */
  readonly dashboard: { readonly name: string; readonly url: string } | null;
};

/** What a read at the provider shows just now. Nothing of it was written. */
export type CheckedPayment = {
  readonly at: string;
  readonly found: 'shown' | 'gone' | 'not_read';
  /** Why it could not be read. */
  readonly why: string | null;
  readonly state: string | null;
  /** How it is paid; null where the provider does not say. */
  readonly method: string | null;
  readonly total: number | null;
  readonly refunded: number | null;
  readonly currency: string | null;
  readonly order: string | null;
  /** How it differs from the record, in sentences; empty where it does not. */
  readonly differences: readonly string[];
  /** The entries that the merchant has put on it at the provider. They are not kept here. */
  readonly metadata: readonly (readonly [name: string, value: string])[];
};
