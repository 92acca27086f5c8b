/**
 * Decisions about events, webhooks and chargebacks where KOMOJU's documents are silent or contradict each other. As in
 * assumptions.ts, each of them may be wrong, and is here to be corrected in one place.
 */
import type { DeliveryRules } from '../webhooks/webhook.ts';
import type { Status } from './payment-types/opening.ts';

/** What is told of a new payment, by the status that it begins with; of a pending one nothing. */
export const eventOfNew: Partial<Record<Status, 'payment.authorized' | 'payment.captured'>> = {
  authorized: 'payment.authorized',
  captured: 'payment.captured',
};

/**
 * What is told of a refund, also of a part and of a chargeback. For one refund of the whole both of the first come, as
 * shops have recorded; here a refund that the customer still has to collect is told in two halves.
 */
export const eventsOfRefund = {
  completed: ['payment.refund.created', 'payment.refunded'],
  pending: ['payment.refund.created'],
  arrived: ['payment.refunded'],
} as const;

/** What is told of a payment that changes without another status: a refund request, a chargeback that is taken back. */
export const eventOfChange = 'payment.updated';

/** The data of a ping. */
export const dataOfPing = {};

/** KOMOJU names no time after which an event is forgotten. Here the newest ones are kept. */
export const maxEvents = 20_000;

/**
 * When a webhook is sent again. Plugins are written for "a 5xx comes again, a 4xx is final"; how often, after how long,
 * and how long KOMOJU waits for an answer is not documented. The waits are short, so that nobody waits for a test.
 */
export const deliveryRules: DeliveryRules = {
  timeoutMs: 15_000,
  waitsMs: [50, 200, 600, 1_200],
  isConfirmed: (status) => status >= 200 && status < 300,
  isRepeated: (status) => status === null || status >= 500,
};

/** Whether the deadline of a payment has passed; from that second on it is not payable. */
export const isOverdue = (deadline: string | null, now: number): boolean =>
  deadline !== null && now > Date.parse(deadline);

/** A chargeback that a bank asks for. KOMOJU's client for Node names these statuses (seen 2026), and no members. */
export type ChargebackRequest = {
  id: string;
  resource: 'chargeback_request';
  payment: string;
  amount: number;
  currency: string;
  status: 'pending' | 'accepted' | 'cancelled' | 'expired' | 'defended' | 'lost';
  /** Until when the merchant may object. */
  due_at: string;
  created_at: string;
};

/** The status of a request after the bank has taken the money, and after it has given it back. */
export const chargebackStatus = { taken: 'lost', givenBack: 'defended' } as const;

/** How the list of chargeback requests is answered to a merchant for whom it is not enabled. */
export const chargebacksNotEnabled = 'not_found';
