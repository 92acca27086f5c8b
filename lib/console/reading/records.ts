import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { fromItem, keyOf, type Item } from '../../../functions/ledger/table/items.ts';
import { attributes } from '../../../functions/ledger/table/schema.ts';
import type { OperationRecord } from '../../../functions/ledger/record.ts';
import { paymentKey, toPayment } from '../../../functions/inbox/items.ts';
import type { PaymentRecord } from '../../../functions/inbox/payment/record.ts';
import { concurrently } from '../../../functions/platform/concurrently.ts';
import type { Ledger } from '../../cli/open-operations.ts';

/** Requests to the table at a time: a person waits, and the functions need it too. */
const workers = 16;

/** Every attribute of an operation but the provider's answer, which may hold personal data. */
const names = Object.values(attributes).filter((name) => name !== attributes.body);
const projection = {
  ProjectionExpression: names.map((_, at) => `#a${at}`).join(', '),
  ExpressionAttributeNames: Object.fromEntries(names.map((name, at) => [`#a${at}`, name])),
};

/** Does work for each of some things, in their order of results. */
export async function each<Thing, Result>(
  things: readonly Thing[],
  work: (thing: Thing) => Promise<Result>,
): Promise<Result[]> {
  const results = new Map<number, Result>();
  await concurrently([...things.entries()], { workers }, async ([at, thing]) => {
    results.set(at, await work(thing));
  });
  return things.map((_, at) => results.get(at) as Result);
}

async function get({ client, table }: Ledger, Key: Item, more = {}): Promise<Item | undefined> {
  const command = new GetItemCommand({ TableName: table, Key, ConsistentRead: true, ...more });
  return (await client.send(command)).Item;
}

/** The records of operations without the provider's answers; those that are gone are left out. */
export async function readRecords(
  ledger: Ledger,
  ids: readonly string[],
): Promise<(OperationRecord | 'unreadable')[]> {
  const items = await each([...new Set(ids)], (id) => get(ledger, keyOf(id), projection));
  return items.filter((item) => item !== undefined).map(fromItem);
}

/** Those of them that this version can read. */
export const readable = (records: readonly (OperationRecord | 'unreadable')[]): OperationRecord[] =>
  records.filter((record) => record !== 'unreadable');

/** A payment by its provider and its id. */
export type PaymentName = { readonly provider: string; readonly id: string };

/** `'acme#pay_1'` → its provider and its id. */
export function nameIn(resource: string): PaymentName {
  const at = resource.indexOf('#');
  return { provider: resource.slice(0, at), id: resource.slice(at + 1) };
}

/** The record of a payment; undefined where none was written yet. */
export async function readPaymentRecord(
  ledger: Ledger,
  { provider, id }: PaymentName,
): Promise<PaymentRecord | undefined> {
  const item = await get(ledger, marshall(paymentKey(provider, id)));
  return item && toPayment(item);
}
