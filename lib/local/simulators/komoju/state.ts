import { versions, type RefundRequestAnswer, type Version } from './assumptions.ts';
import type { CreditCard, ShownCard } from './payment-types/credit-card.ts';
import type { PaymentDetails, Status } from './payment-types/opening.ts';
import type { PaymentMethod } from './payment-types/payment-types.ts';
import type { Fields } from './protocol/fields.ts';
import type { KomojuEvent } from './events/event.ts';
import type { StoredAnswer } from './protocol/idempotency.ts';
import type { SecureTokenEntry } from './secure-tokens/secure-token.ts';
import type { SessionEntry } from './sessions/session.ts';
import type { ChargebackRequest } from './webhook-assumptions.ts';

/**
 * A payment as it is, with its members in the order of KOMOJU's sample answers: its amounts are those that were captured.
 * How a version of the API shows it is in payments/in-version.ts.
 */
export type Payment = {
  id: string;
  resource: 'payment';
  status: Status;
  amount: number;
  tax: number;
  customer: string | null;
  payment_deadline: string | null;
  payment_details: PaymentDetails;
  payment_method_fee: number;
  /** What the customer pays: amount, tax and fee. */
  total: number;
  currency: string;
  description: string | null;
  captured_at: string | null;
  external_order_num: string | null;
  metadata: Fields;
  created_at: string;
  amount_refunded: number;
  locale: string;
  refunds: Refund[];
  refund_requests: RefundRequest[];
  /** The session that it was paid in; a payment without one has no such member (documents of 2018 and 2020). */
  session?: string;
};

/** A refund, with the members of the document of 2020; the one of 2018 has fewer. */
export type Refund = {
  id: string;
  resource: 'refund';
  /** Pending until the customer has collected the money. */
  status: 'pending' | 'completed';
  /** The page where the customer says how to get the money. */
  redirect_url: string | null;
  amount: number;
  currency: string;
  payment: string;
  description: string | null;
  created_at: string;
  chargeback: boolean;
};

/** A refund by bank transfer that KOMOJU was asked for; the document of 2020 does not have the last two members. */
export type RefundRequest = {
  id: string;
  payment: string;
  customer_name: string;
  bank_name: string;
  branch_number: string;
  account_number: string;
  status: 'pending' | 'completed';
  created_at: string;
  bank_code: string | null;
  branch_name: string | null;
};

/** What a capture of a part has left: the difference as a refund, and the amounts that were authorized. */
export type Rest = {
  refund: Refund;
  authorized: Pick<Payment, 'amount' | 'tax' | 'total'>;
};

/** A customer whose card may be charged again. */
export type Customer = {
  id: string;
  resource: 'customer';
  email: string | null;
  source: ShownCard;
  metadata: Fields;
  created_at: string;
};

/** A customer with the card that is charged without its number being sent again. */
export type CustomerEntry = { customer: Customer; method: CreditCard };

/** The payment method that a token stands for. Used tokens are kept, so that every second use is rejected. */
export type TokenEntry = { method: PaymentMethod; isSpent: boolean; currency?: string };

/** KOMOJU lets unused tokens lapse, after a time that no document names. Here the newest ones are kept. */
export const maxTokens = 10_000;

/** Everything that KOMOJU remembers, by id and in order of creation. It holds no card number. */
export type KomojuState = {
  payments: Record<string, Payment>;
  customers: Record<string, CustomerEntry>;
  tokens: Record<string, TokenEntry>;
  sessions: Record<string, SessionEntry>;
  secureTokens: Record<string, SecureTokenEntry>;
  /** Answers by idempotency key. */
  remembered: Record<string, StoredAnswer>;
  /** Fees that customers pay on top, by payment type; none unless the sandbox sets one. */
  fees: Record<string, number>;
  /** The amount of each refund request, by its id: KOMOJU does not show it. */
  requestedAmounts: Record<string, number>;
  /** What captures of a part have left, by payment. */
  rests: Record<string, Rest>;
  /** The version that is set for the key in the dashboard. */
  version: Version;
  /** How refund requests are answered; null: as the version says. */
  refundRequestAnswer: RefundRequestAnswer | null;
  /** What has happened, the oldest first. */
  events: KomojuEvent[];
  /** What of it no webhook tells yet. */
  untold: KomojuEvent[];
  /** The webhook that the dashboard has set; null: the local system's own. */
  webhook: { url: string | null; secret?: string } | null;
  chargebackRequests: Record<string, ChargebackRequest>;
  /** Whether KOMOJU has enabled the list of chargeback requests for the merchant. */
  showsChargebacks: boolean;
};

/** KOMOJU before the first request. */
export const emptyKomoju = (): KomojuState => ({
  payments: {},
  customers: {},
  tokens: {},
  sessions: {},
  secureTokens: {},
  remembered: {},
  fees: {},
  requestedAmounts: {},
  rests: {},
  version: versions[0],
  refundRequestAnswer: null,
  events: [],
  untold: [],
  webhook: null,
  chargebackRequests: {},
  showsChargebacks: false,
});

/** The entry with an id from outside. It looks at own members only, so `constructor` finds nothing. */
export function find<Entry>(entries: Record<string, Entry>, id: string): Entry | undefined {
  return Object.hasOwn(entries, id) ? entries[id] : undefined;
}
