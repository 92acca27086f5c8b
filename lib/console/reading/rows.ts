import type { PaymentRecord } from '../../../functions/inbox/payment/record.ts';
import type { OperationRecord } from '../../../functions/ledger/record.ts';
import type { Attempt } from '../../../functions/orders/attempts.ts';
import { orderKey } from '../../../functions/providers/order-key.ts';
import type { PaymentView, RefundView } from '../../../functions/providers/event-source.ts';
import { phaseOf } from '../../../functions/providers/follows.ts';
import { registry } from '../../../functions/registry.ts';
import type { PaymentRow, Phase } from '../api/payments.ts';
import { methodOf } from '../providers/registry.ts';
import type { Order } from './orders.ts';
import type { PaymentName } from './records.ts';

/* Rows of payments, made of what is on record. Pure. */

/** What is known of a payment, and of the operations that led to it. */
export type Known = {
  readonly name: PaymentName;
  readonly record: PaymentRecord | undefined;
  readonly order: Order | undefined;
  readonly operations: readonly OperationRecord[];
};

const iso = (ms: number): string => new Date(ms).toISOString();

const phaseAt = (provider: string, state: string): Phase =>
  phaseOf(state, registry.providers.find(({ name }) => name === provider)?.phases);

const sum = (refunds: readonly RefundView[]): number =>
  refunds.reduce((all, { amount }) => all + amount, 0);

/** What was given back, without what a bank took. */
const refundedBy = (refunds: readonly RefundView[]): number =>
  sum(refunds.filter(({ kind, state }) => kind === 'refund' && state === 'done'));

const chargedBackBy = (refunds: readonly RefundView[]): number =>
  sum(refunds.filter(({ kind, state }) => kind === 'chargeback' && state === 'done'));

const orderPart = (order: Order | undefined): PaymentRow['order'] =>
  order === undefined
    ? null
    : {
        number: order.number,
        state: order.state,
        attempts: order.attempts.length,
        paid: order.attempts.filter(({ phase }) => phase === 'paid').map(({ id }) => id),
      };

type Amounts = Pick<PaymentRow, 'state' | 'amount' | 'total' | 'currency' | 'refunds' | 'madeAt'>;

function ofView(view: PaymentView): Amounts {
  const { state, amount: asked, total, currency, at, refunds = [] } = view;
  const shown = refunds.map(({ id, amount, state: of, kind }) => ({ id, amount, state: of, kind }));
  return { state, amount: asked, total, currency, refunds: shown, madeAt: iso(at) };
}

/**
 * A payment that has no record of its own yet is as the operations on it left it. What its customer pays they do not
 * say: the provider may have added tax and fee.
 */
function ofOperations({ name, operations }: Known): Amounts {
  const told = operations.filter(({ result }) => result?.object === name.id);
  const { result, firstAt = 0 } = told.at(-1) ?? operations[0] ?? {};
  const { state = 'unknown', amount = null, currency = null } = result ?? {};
  return { state, amount, total: null, currency, refunds: [], madeAt: iso(firstAt) };
}

/** The row of a payment. */
export function paymentRow(known: Known): PaymentRow {
  const { name, record, order, operations } = known;
  const amounts = record === undefined ? ofOperations(known) : ofView(record.view);
  const refunds = record?.view.refunds ?? [];
  const asked = operations.map(({ lastAt }) => lastAt);
  return {
    kind: 'payment',
    ...name,
    ...amounts,
    order: orderPart(order),
    method: methodOf(name.provider, record?.view.method),
    phase: phaseAt(name.provider, amounts.state),
    refunded: refundedBy(refunds),
    chargedBack: chargedBackBy(refunds),
    openOperations: operations.filter(({ state }) => state === 'PENDING').length,
    lastAt: asked.length === 0 ? amounts.madeAt : iso(Math.max(...asked)),
  };
}

/** The row of an attempt to pay an order which is no payment: a session, or an operation of which nobody knows. */
export const attemptRow = (
  { kind, id, state, phase, amount, currency, at }: Attempt,
  order: Order,
): PaymentRow => ({
  kind,
  provider: order.provider,
  id,
  order: orderPart(order),
  method: kind === 'payment' ? methodOf(order.provider, undefined) : null,
  state,
  phase,
  amount: amount ?? null,
  total: null,
  refunded: 0,
  chargedBack: 0,
  currency: currency ?? null,
  refunds: [],
  openOperations: kind === 'operation' && phase === 'payable' ? 1 : 0,
  madeAt: iso(at),
  lastAt: iso(at),
});

/** How an operation stands in a row: it is open, or it made a session, or it came to nothing. */
function standing({
  id,
  state,
  result,
}: OperationRecord): Pick<PaymentRow, 'kind' | 'id' | 'state' | 'phase'> {
  if (state === 'PENDING') return { kind: 'operation', id, state: 'pending', phase: 'payable' };
  if (state === 'SUCCEEDED') {
    return { kind: 'session', id: result?.object ?? id, state: 'made', phase: 'used' };
  }
  return { kind: 'operation', id, state: result?.code ?? 'payable', phase: 'failed' };
}

/** The row of an operation of which no payment is known. */
export function operationRow(record: OperationRecord): PaymentRow {
  const { operation, state, requested, result, firstAt, lastAt } = record;
  return {
    ...standing(record),
    provider: operation.slice(0, operation.indexOf('.')),
    order: null,
    method: null,
    amount: requested?.amount ?? result?.amount ?? null,
    total: null,
    refunded: 0,
    chargedBack: 0,
    currency: requested?.currency ?? result?.currency ?? null,
    refunds: [],
    openOperations: state === 'PENDING' ? 1 : 0,
    madeAt: iso(firstAt),
    lastAt: iso(lastAt),
  };
}

/** The key by which a payment's order is found, by its own record or by an operation that made it. */
export const orderKeyOf = (
  { provider }: PaymentName,
  record: PaymentRecord | undefined,
  operations: readonly OperationRecord[],
): string | undefined =>
  orderKey(provider, record?.view.order) ??
  operations.find(({ order }) => order !== undefined)?.order;
