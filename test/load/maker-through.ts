import { randomUUID } from 'node:crypto';
import type { LocalSystem } from '../support/local.ts';
import {
  card,
  checkout,
  customers,
  link,
  links,
  payments,
  sessions,
  type Maker,
} from '../support/mutation-requests.ts';

/** Makes objects through the gateway, as shops do: each has its record. */
export function makerThrough(local: LocalSystem): Maker {
  const make = async (path: string, body: object): Promise<string> => {
    const { json, body: text } = await local.call('POST', path, {
      body,
      idempotencyKey: randomUUID(),
    });
    if (typeof json['id'] !== 'string') throw new Error(`No object to work on: ${path} ${text}`);
    return json['id'];
  };
  const pay = (changes: object): Promise<string> =>
    make(payments, { amount: 1000, currency: 'JPY', payment_details: card, ...changes });
  return {
    payment: (changes = {}) => pay(changes),
    customer: () => make(customers, { payment_details: card }),
    paidCash: async () => {
      const details = { type: 'konbini', store: 'lawson', email: 'taro@example.com' };
      const id = await pay({ payment_details: details });
      await local.sandbox('POST', `komoju/payments/${id}/pay`);
      return id;
    },
    session: () => make(sessions, checkout),
    link: () => make(links, link),
  };
}
