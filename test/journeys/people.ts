import { expect } from '@jest/globals';
import type { LocalReply } from '../support/local.ts';
import { allItems } from '../support/all-items.ts';
import { checkout, links, sessions } from '../support/mutation-requests.ts';
import { card, customers, newKey, payments, shown } from './orders.ts';
import { operationOf, tableOf, type System } from './system.ts';

/* People whose data an operator is asked to erase, and everything of theirs that the gateway keeps. */

/** Words that nobody else in a test has. */
export type Person = { readonly name: string; readonly email: string; readonly account: string };

let people = 0;
export function newPerson(): Person {
  people += 1;
  const name = `Hanako${String(people)}Sato`;
  return { name, email: `${name}@mail.example`, account: `7000${String(people).padStart(3, '0')}` };
}

/** A request that was made, so that it can be made again. */
export type Made = {
  readonly id: string;
  readonly reply: LocalReply;
  readonly again: (idempotencyKey?: string) => Promise<LocalReply>;
};

/** Makes a request of the gateway that succeeds. */
export async function make(
  local: System,
  [method, path]: readonly [string, string],
  body?: object,
): Promise<Made> {
  const key = newKey();
  const again = (idempotencyKey = key): Promise<LocalReply> =>
    local.call(method, path, { idempotencyKey, ...(body && { body }) });
  const reply = await again();
  if (reply.status >= 300) throw new Error(`${method} ${path}: ${reply.body}`);
  return { id: operationOf(reply), reply, again };
}

const cashOf = ({ email }: Person): object => ({ type: 'konbini', store: 'lawson', email });
const order = { amount: 1000, currency: 'JPY' };

/** What is erased, and the requests that put it there, of which the first made the object. */
export type Kept = {
  readonly subject: readonly [kind: string, id: string];
  readonly made: readonly Made[];
};

const pay = (local: System, changes: object): Promise<Made> =>
  make(local, ['POST', payments], { ...order, ...changes });

const idOf = ({ reply }: Made): string => shown(reply).id;

/** Everything that is done to a card payment: its metadata and description hold whatever a shop puts there. */
async function cardPayment(local: System, { name, email }: Person): Promise<Kept> {
  const created = await pay(local, {
    ...{ payment_details: { ...card, email }, capture: false, description: `for ${name}` },
    ...{ metadata: { name }, external_order_num: `order of ${String(people)}` },
  });
  const there = `${payments}/${idOf(created)}`;
  const later = [
    await make(local, ['POST', `${there}/capture`]),
    await make(local, ['PATCH', there], { description: `${name}: gift` }),
    await make(local, ['POST', `${there}/refund`], { amount: 400 }),
  ];
  return { subject: ['--payment', idOf(created)], made: [created, ...later] };
}

async function cashPayment(local: System, person: Person): Promise<Kept> {
  const created = await pay(local, { payment_details: cashOf(person), tax: 0 });
  const id = idOf(created);
  await local.sandbox('POST', `komoju/payments/${id}/pay`);
  await local.sandbox('POST', 'komoju/refund_requests', { answer: 'request' });
  const requested = await make(local, ['POST', `${payments}/${id}/refund_request`], {
    ...{ amount: 400, customer_name: person.name, bank_name: 'BANK', branch_number: '123' },
    ...{ account_type: 'normal', account_number: person.account },
  });
  await local.sandbox('POST', 'komoju/refund_requests', { answer: null });
  return { subject: ['--payment', id], made: [created, requested] };
}

/** A payment on the hosted page: its session is an operation of its own. */
async function paidSession(local: System, person: Person): Promise<Kept> {
  const opened = await make(local, ['POST', sessions], {
    ...{ ...checkout, email: person.email },
    payment_data: { external_order_num: `session of ${person.name.length}-${String(people)}` },
  });
  const paid = await make(local, ['POST', `${sessions}/${idOf(opened)}/pay`], {
    payment_details: cashOf(person),
  });
  const { payment } = paid.reply.json as { payment: { id: string } };
  return { subject: ['--payment', payment.id], made: [opened, paid] };
}

async function customer(local: System, { name, email }: Person): Promise<Kept> {
  const created = await make(local, ['POST', customers], {
    ...{ payment_details: card, email, metadata: { name } },
  });
  const id = idOf(created);
  const updated = await make(local, ['PATCH', `${customers}/${id}`], { email: `new.${email}` });
  const paid = await pay(local, { customer: id, description: `for ${name}` });
  const refunded = await make(local, ['POST', `${payments}/${idOf(paid)}/refund`], { amount: 1 });
  return { subject: ['--customer', id], made: [created, updated, paid, refunded] };
}

async function deletedCustomer(local: System, person: Person): Promise<Kept> {
  const { subject, made } = await customer(local, person);
  const deleted = await make(local, ['DELETE', `${customers}/${subject[1]}`]);
  return { subject, made: [...made, deleted] };
}

async function token(local: System, person: Person): Promise<Kept> {
  const made = await make(local, ['POST', '/komoju/api/v1/tokens'], {
    payment_details: cashOf(person),
  });
  return { subject: ['--operation', made.id], made: [made] };
}

async function link(local: System, { name }: Person): Promise<Kept> {
  const created = await make(local, ['POST', links], {
    ...{ amount: 1000, currency: 'jpy', method: 'creditcard', description: `for ${name}` },
  });
  const id = idOf(created);
  const updated = await make(local, ['PATCH', `${links}/${id}`], { description: `${name}: gift` });
  return { subject: ['--payment', id], made: [created, updated] };
}

/** Every kind of record that can hold a person's data. */
export const kinds = {
  'a card payment, captured, changed and refunded': cardPayment,
  'cash that is to be paid back to a bank account': cashPayment,
  'a payment on the hosted page, and its session': paidSession,
  'a customer and its payment': customer,
  'a customer that was deleted': deletedCustomer,
  'a token': token,
  'a link and its change': link,
} as const satisfies Record<string, (local: System, person: Person) => Promise<Kept>>;

export type Kind = keyof typeof kinds;

/** The keys of the items that hold any of a person's words, in any form of letters. */
export async function itemsWith(local: System, person: Person): Promise<string[]> {
  const { client, TableName } = await tableOf(local);
  const items = await allItems(client, TableName);
  client.destroy();
  expect(items.size).toBeGreaterThan(0);
  const words = Object.values(person).map((word) => word.toLowerCase());
  return [...items]
    .filter(([, item]) => {
      const text = JSON.stringify(item).toLowerCase();
      return words.some((word) => text.includes(word));
    })
    .map(([key]) => key);
}
