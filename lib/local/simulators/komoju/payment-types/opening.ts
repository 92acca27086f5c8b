import type { Fields } from '../protocol/fields.ts';

/** The states of a payment. Not every payment type has all of them. */
export type Status =
  'pending' | 'authorized' | 'captured' | 'refunded' | 'cancelled' | 'expired' | 'failed';

/** What a payment shows of its payment method; the further members depend on the type. */
export type PaymentDetails = { type: string; email: string | null } & Fields;

/** What a payment type needs to know of a new payment. */
export type Order = {
  readonly id: string;
  readonly locale: string;
  /** Where the pages are to which its customer is sent. */
  readonly origin: string;
  /** What the customer pays, in the currency's smallest unit. */
  readonly total: number;
  /** Whether to capture at once; it matters for cards only. */
  readonly capture: boolean;
  /** Milliseconds since 1970. */
  readonly now: number;
};

/** The members of a new payment that its type decides. */
export type Opening = {
  status: Status;
  payment_deadline: string | null;
  payment_details: PaymentDetails;
};

/** The page that tells a customer how to pay in cash. */
export const instructionsUrl = ({ id, locale, origin }: Order): string =>
  `${origin}/${locale}/instructions/${id}`;
