import type { OperationRecord } from '../../../functions/ledger/record.ts';
import { registry } from '../../../functions/registry.ts';
import type { PaymentRow } from '../api/payments.ts';
import type { Ledger } from '../../cli/open-operations.ts';
import { readHistory } from '../../cli/payment-history.ts';
import { readOrder, type Order } from './orders.ts';
import {
  each,
  nameIn,
  readable,
  readPaymentRecord,
  readRecords,
  type PaymentName,
} from './records.ts';
import { attemptRow, operationRow, orderKeyOf, paymentRow, type Known } from './rows.ts';

/* From operations to the payments and orders that they are about. */

/** `'acme.payment.refund'` → `'payment'`: what an operation is about. */
export const subjectOf = (operation: string): string => operation.split('.')[1] ?? '';

/** Whether an operation makes or changes a payment, or a session in which one is made. */
export const isAboutPayment = (operation: string): boolean =>
  ['payment', 'session'].includes(subjectOf(operation));

const keyOf = ({ provider, id }: PaymentName): string => `${provider}#${id}`;

/** Operations by the payment that they are about. */
function byPayment(records: readonly OperationRecord[]): Map<string, OperationRecord[]> {
  const found = new Map<string, OperationRecord[]>();
  for (const record of records) {
    const { resource, operation } = record;
    if (resource === undefined || subjectOf(operation) !== 'payment') continue;
    found.set(resource, [...(found.get(resource) ?? []), record]);
  }
  return found;
}

/** Payments with what is on record of them, and their orders. */
async function readKnown(
  ledger: Ledger,
  keys: readonly string[],
  records: readonly OperationRecord[],
): Promise<{ readonly known: Known[]; readonly orders: ReadonlyMap<string, Order> }> {
  const operations = byPayment(records);
  const payments = await each(keys, async (key) => {
    const name = nameIn(key);
    return { name, record: await readPaymentRecord(ledger, name), of: operations.get(key) ?? [] };
  });
  const named = payments.map((each) => orderKeyOf(each.name, each.record, each.of));
  const wanted = [...new Set([...named, ...records.map(({ order }) => order)])];
  const orderKeys = wanted.filter((key) => key !== undefined);
  const read = await each(orderKeys, async (key) => [key, await readOrder(ledger, key)] as const);
  const orders = new Map(read.filter((entry): entry is [string, Order] => entry[1] !== undefined));
  const known = payments.map(({ name, record, of }, at) => {
    return { name, record, operations: of, order: orders.get(named[at] ?? '') };
  });
  return { known, orders };
}

/** The payments of orders that are not among some keys. */
const others = (orders: ReadonlyMap<string, Order>, keys: ReadonlySet<string>): string[] =>
  [...orders.values()].flatMap(({ provider, attempts }) =>
    attempts
      .filter(({ kind }) => kind === 'payment')
      .map(({ id }) => keyOf({ provider, id }))
      .filter((key) => !keys.has(key)),
  );

/** Rows of what is no payment: sessions that wait or have ended, and operations that made nothing, or nobody knows. */
function rowsWithoutPayment(
  records: readonly OperationRecord[],
  orders: ReadonlyMap<string, Order>,
): PaymentRow[] {
  const inOrders = [...orders.values()].flatMap((order) =>
    order.attempts
      .filter(({ kind, phase }) => kind !== 'payment' && phase !== 'used')
      .map((attempt) => withRecord(attemptRow(attempt, order), records)),
  );
  const alone = records
    .filter((record) => record.order === undefined && isAlone(record))
    .map(operationRow);
  return [...inOrders, ...alone];
}

/** What the index by order does not hold of an operation, from its record. */
function withRecord(row: PaymentRow, records: readonly OperationRecord[]): PaymentRow {
  const record = records.find(({ id }) => id === row.id);
  return record === undefined ? row : { ...operationRow(record), order: row.order };
}

/**
 * Whether no payment is known of an operation: it is open, or was rejected, or made a session without an order, of which
 * nothing says which payment was made in it. What was done to a session is seen by that.
 */
function isAlone({ resource, operation, state }: OperationRecord): boolean {
  if (subjectOf(operation) !== 'session') return resource === undefined;
  return state !== 'SUCCEEDED' || sessionOperations.has(operation);
}

const sessionOperations = new Set<string>(
  registry.providers.flatMap(({ sessionOperation }) => sessionOperation ?? []),
);

/** The row of a payment; one that nothing but its order knows is as that has it. */
function rowOf(known: Known): PaymentRow {
  const { name, record, order, operations } = known;
  const attempt = order?.attempts.find(({ id }) => id === name.id);
  const isOnlyNamed = record === undefined && operations.length === 0;
  return isOnlyNamed && order !== undefined && attempt !== undefined
    ? attemptRow(attempt, order)
    : paymentRow(known);
}

/** The rows of everything that some operations are about. */
export async function rowsOf(
  ledger: Ledger,
  records: readonly OperationRecord[],
): Promise<PaymentRow[]> {
  const about = records.filter(({ operation }) => isAboutPayment(operation));
  const keys = [...byPayment(about).keys()];
  const { known, orders } = await readKnown(ledger, keys, about);
  const more = await readKnown(ledger, others(orders, new Set(keys)), []);
  const rows = [...known, ...withOrders(more.known, orders)].map(rowOf);
  return [...rows, ...rowsWithoutPayment(about, orders)];
}

/** Payments that were named by an order, with that order. */
const withOrders = (known: readonly Known[], orders: ReadonlyMap<string, Order>): Known[] =>
  known.map((each) => {
    const order = [...orders.values()].find(({ provider, attempts }) => {
      return provider === each.name.provider && attempts.some(({ id }) => id === each.name.id);
    });
    return { ...each, order };
  });

/** The operations on a payment. */
async function operationsOn(ledger: Ledger, name: PaymentName): Promise<OperationRecord[]> {
  const { entries } = await readHistory(ledger, name);
  const ids = entries.filter(({ cause }) => cause === 'operation').map(({ id }) => id);
  return readable(await readRecords(ledger, ids));
}

/** The rows of an order, oldest first; none where nothing is on record of it. */
export async function rowsOfOrder(ledger: Ledger, key: string): Promise<PaymentRow[]> {
  const order = await readOrder(ledger, key);
  if (order === undefined) return [];
  const orders = new Map([[key, order]]);
  const { known } = await readKnown(ledger, others(orders, new Set()), []);
  const rows = await each(known, async (one) => {
    return rowOf({ ...one, order, operations: await operationsOn(ledger, one.name) });
  });
  const ids = order.attempts.filter(({ kind }) => kind === 'operation').map(({ id }) => id);
  const records = readable(await readRecords(ledger, ids));
  return [...rows, ...rowsWithoutPayment(records, orders)].sort((one, other) =>
    one.madeAt.localeCompare(other.madeAt),
  );
}
