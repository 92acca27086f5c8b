import { havePayment, card, shown } from '../journeys/orders.ts';
import type { System } from '../journeys/system.ts';

/** What a client's request may be about, each made afresh. */
export type Given = {
  readonly paid: () => Promise<string>;
  readonly authorized: () => Promise<string>;
  readonly customer: () => Promise<string>;
  /** A session that waits for its customer, one that was paid, and one that was cancelled. */
  readonly session: () => Promise<string>;
  readonly paidSession: () => Promise<string>;
  readonly cancelledSession: () => Promise<string>;
  readonly secureToken: () => Promise<string>;
};

const checkout = { amount: 1000, currency: 'JPY', return_url: 'https://shop.example/back' };

/** A card whose bank asks its holder nothing, so that it pays at once. */
const quickCard = { ...card, number: '4100000000000100' };

/** What a body names by `{token}` and the like, each made afresh. */
export const tokenAt = (local: System, name: string): Promise<string> =>
  local.makeToken(name === 'declined' ? { ...card, number: '4123111111111059' } : quickCard);

export const givenAt = (local: System): Given => {
  const make = async (path: string, body: object = {}): Promise<string> => {
    const made = await local.call('POST', `/komoju/api/v1${path}`, { body });
    if (made.status !== 200) throw new Error(`Nothing to test with: ${made.body}`);
    return shown(made).id;
  };
  const session = (): Promise<string> => make('/sessions', checkout);
  const ended = async (step: string, body?: object): Promise<string> => {
    const id = await session();
    await make(`/sessions/${id}/${step}`, body);
    return id;
  };
  return {
    paid: async () => (await havePayment(local)).id,
    authorized: async () => (await havePayment(local, { capture: false })).id,
    customer: () => make('/customers', { payment_details: card }),
    session,
    paidSession: () => ended('pay', { payment_details: quickCard }),
    cancelledSession: () => ended('cancel'),
    secureToken: () => make('/secure_tokens', { ...checkout, payment_details: card }),
  };
};
