import type { DeliveryRules } from '../webhooks/webhook.ts';
import type { Status } from './state.ts';

/**
 * Decisions of this simulator where Coiney's documents are silent or contradict each other. Each of them may be wrong.
 * They are in one file, so that a look at the real service can correct them in one place.
 */

/** The least amount: the documents say 100 yen or more, the schema beside them 1. */
export const minAmount = 100;

/** The status for an unknown payment: 400 in the documents, 404 in the schema beside them. */
export const notFoundStatus = 400 as 400 | 404;

/** The status for an unknown route. */
export const noRouteStatus = 404;

/** Whether the last day can no longer change. The documents restrict only that; other members can always change. */
export const isFinished = (status: Status): boolean => status !== 'open' && status !== 'expired';

/** Sorts payments for the list: newest first, as the examples suggest. */
export const inListOrder = <Payment>(payments: readonly Payment[]): Payment[] =>
  payments.slice().reverse();

/** The end of a link's last day, in Tokyo. */
export const endOfDay = (date: string): number => Date.parse(`${date}T23:59:59+09:00`);

/** How a text is shown that was never sent. */
export const absent = null;

/** Only a 200 confirms a webhook (documented). How often and after how long it comes again is not. */
export const deliveryRules: DeliveryRules = {
  timeoutMs: 5_000,
  waitsMs: [50, 200, 600],
  isConfirmed: (status) => status === 200,
  isRepeated: () => true,
};
