import { havePayment, card, shown } from '../journeys/orders.ts';
import type { System } from '../journeys/system.ts';

/** What a client's request may be about, each made afresh. */
export type Given = {
  readonly paid: () => Promise<string>;
  readonly authorized: () => Promise<string>;
  readonly customer: () => Promise<string>;
};

export const givenAt = (local: System): Given => ({
  paid: async () => (await havePayment(local)).id,
  authorized: async () => (await havePayment(local, { capture: false })).id,
  customer: async () => {
    const body = { payment_details: card };
    return shown(await local.call('POST', '/komoju/api/v1/customers', { body })).id;
  },
});
