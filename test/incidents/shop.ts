import { concurrently } from '../../functions/platform/concurrently.ts';
import type { LocalSystem } from '../support/local.ts';
import { card, link, links, payments } from '../support/mutation-requests.ts';
import { act, intentOf, type Intent } from '../load/literal/client.ts';
import type { Want } from '../load/literal/plan.ts';

/** Shops that go on selling, and obey what they are told: the same request with the same key, or nothing more. */
export type Shop = {
  readonly orders: readonly Intent[];
  /** So many customers pay by card, one after the other; every fifth card is declined. */
  sell(count: number): Promise<void>;
  /** So many good cards at the same moment. */
  rush(count: number): Promise<void>;
  /** One link by which a customer pays at Coiney. */
  sendLink(): Promise<void>;
  /** Sends again what may be sent again by now. */
  repeat(): Promise<void>;
  /** The orders of which nobody has told the shop what became of them. */
  undecided(): readonly Intent[];
};

const everyFifthIsDeclined = 5;
const repeatsAtOnce = 4;

/** The shops of one local system. */
export function openShop(local: LocalSystem): Shop {
  const orders: Intent[] = [];
  let cards = 0;
  const now = (): number => Date.now() + local.aheadMs();
  // Nothing goes wrong at the shop itself, so it lays no faults.
  const send = (intent: Intent): Promise<void> =>
    act(local, intent, { lay: () => Promise.resolve(), now });
  const take = (operation: Want['operation'], request: Intent['next'], isDeclined: boolean) => {
    const number = orders.length;
    const want: Want = { number, operation, isDeclined, troubles: [], newRequests: 0 };
    const order = intentOf(want, { operation, request, key: `incident-order-${number}` });
    orders.push(order);
    return order;
  };
  const charge = (isDeclined: boolean): Intent => {
    const body = { amount: 1000, currency: 'JPY', tax: 0, payment_details: card };
    const request = { method: 'POST', path: payments, body };
    return take('komoju.payment.create', request, isDeclined);
  };
  const undecided = (): Intent[] => orders.filter(({ conclusion }) => conclusion === 'open');
  return {
    orders,
    sell: async (count) => {
      for (let sold = 0; sold < count; sold += 1) {
        cards += 1;
        await send(charge(cards % everyFifthIsDeclined === 0));
      }
    },
    rush: async (count) => {
      const sold = Array.from({ length: count }, () => charge(false));
      await concurrently(sold, { workers: count }, send);
    },
    sendLink: async () => {
      await send(take('coiney.payment.create', { method: 'POST', path: links, body: link }, false));
    },
    repeat: async () => {
      const due = undecided().filter(({ actsAt }) => actsAt <= now());
      await concurrently(due, { workers: repeatsAtOnce }, send);
    },
    undecided,
  };
}
