import type { Fields } from '../protocol/fields.ts';

/** Where a payment can stand. Not every type reaches every one of them. */
export type Status =
  'pending' | 'authorized' | 'captured' | 'refunded' | 'cancelled' | 'expired' | 'failed';

/** What a payment shows of how it is paid; the further members depend on the type. */
export type PaymentDetails = { type: string; email: string | null } & Fields;

/** What a payment type has to know of a payment that begins. */
export type Order = {
  readonly id: string;
  readonly locale: string;
  /** What the customer pays, in the currency's smallest unit. */
  readonly total: number;
  /** Whether the money is wanted at once; counts for cards only. */
  readonly capture: boolean;
  /** Milliseconds since 1970. */
  readonly now: number;
};

/** How a payment begins, which is what its type decides. */
export type Opening = {
  status: Status;
  payment_deadline: string | null;
  payment_details: PaymentDetails;
};

/** The page that tells a customer how to pay in cash. */
export const instructionsUrl = ({ id, locale }: Order): string =>
  `https://komoju.com/${locale}/instructions/${id}`;
