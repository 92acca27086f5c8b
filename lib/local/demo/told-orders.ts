import type { PaymentChange } from './webhooks.ts';

/** What webhooks have told of orders. A real shop stores it; this one forgets. */
export type ToldOrders = {
  /** Takes what is newer than what was told of the same payment; a copy, or what comes late, changes nothing. */
  readonly take: (change: PaymentChange) => void;
  /** What was paid for an order; undefined if nobody has told that it is paid. */
  readonly paid: (order: string) => { readonly amount: number } | undefined;
};

/** Starts with nothing. */
export function createToldOrders(): ToldOrders {
  const newest = new Map<string, PaymentChange>();
  return {
    take: (change) => {
      if (change.revision > (newest.get(change.subject)?.revision ?? -1))
        newest.set(change.subject, change);
    },
    paid: (order) => {
      const found = [...newest.values()].find(
        (change) => change.order === order && change.state === 'captured',
      );
      return found && { amount: found.amount ?? 0 };
    },
  };
}
