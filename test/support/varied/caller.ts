import type { LocalReply, LocalSystem } from '../local.ts';
import { card, links, payments, sessions, checkout } from '../mutation-requests.ts';

/* A shop's server, as it asks the gateway. */

const konbini = { type: 'konbini', store: 'lawson', email: 'taro@example.com' };

let keys = 0;

/** What the shop asks for, one request each; every one has a key of its own. */
export type Shop = {
  readonly card: (changes?: object) => Promise<string>;
  readonly declined: (number: string, changes?: object) => Promise<LocalReply>;
  readonly cash: (changes?: object) => Promise<string>;
  readonly link: (changes?: object) => Promise<string>;
  readonly session: (changes?: object) => Promise<string>;
  readonly paySession: (id: string) => Promise<LocalReply>;
  readonly change: (id: string, what: string, body?: object) => Promise<LocalReply>;
  readonly send: (method: string, path: string, body?: object) => Promise<LocalReply>;
};

const idOf = ({ status, body, json }: LocalReply): string => {
  if (status >= 300) throw new Error(`It was not made: ${String(status)} ${body}`);
  return String(json['id']);
};

/** A shop whose intents have names like `'shop-17'`. */
export function shopOf(local: LocalSystem): Shop {
  const send = (method: string, path: string, body?: object): Promise<LocalReply> => {
    keys += 1;
    const idempotencyKey = `shop-${String(process.pid)}-${String(keys)}`;
    return local.call(method, path, { idempotencyKey, ...(body && { body }) });
  };
  const pay = (details: object, changes: object): Promise<LocalReply> => {
    const order = { amount: 1000, currency: 'JPY', payment_details: details };
    return send('POST', payments, { ...order, ...changes });
  };
  return {
    send,
    card: async (changes = {}) => idOf(await pay(card, changes)),
    declined: (number, changes = {}) => pay({ ...card, number }, changes),
    cash: async (changes = {}) => idOf(await pay(konbini, changes)),
    link: async (changes = {}) =>
      idOf(
        await send('POST', links, {
          ...{ amount: 2000, currency: 'jpy', method: 'creditcard', description: 'Invoice' },
          ...changes,
        }),
      ),
    session: async (changes = {}) =>
      idOf(await send('POST', sessions, { ...checkout, ...changes })),
    paySession: (id) =>
      send('POST', `${sessions}/${id}/pay`, {
        payment_details: { ...card, number: '4100000000000100' },
      }),
    change: (id, what, body) => send('POST', `${payments}/${id}/${what}`, body),
  };
}
