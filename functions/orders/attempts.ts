import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { Item } from '../ledger/table/items.ts';
import type { LedgerEvent } from '../ledger/record.ts';
import { attributes, inboxAttributes, tableKey } from '../ledger/table/schema.ts';
import { after, dayMs, isPast, type EpochMs } from '../platform/clock.ts';
import type { PaymentView } from '../providers/event-source.ts';
import type { Phase } from '../providers/follows.ts';
import type { Provider } from '../providers/provider.ts';

/** An attempt to pay an order: a payment, a session with a page to pay on, or an operation whose outcome is unknown. */
export type Attempt = {
  readonly kind: 'payment' | 'session' | 'operation';
  /** The provider's id; of an operation the gateway's. */
  readonly id: string;
  /** The gateway's operation that asked for it, where one did. */
  readonly operation?: string | undefined;
  /** The provider's own word, or the gateway's where there is none. */
  readonly state: string;
  /** What that means for the order; `open` may still be paid. */
  readonly phase: Phase;
  readonly amount?: number | undefined;
  readonly currency?: string | undefined;
  readonly at: EpochMs;
};

/** What an order is, over all attempts. */
export type OrderState = 'open' | 'paid' | 'paid_twice' | 'refunded' | 'failed';

type Entry = {
  readonly partition: string;
  readonly operation?: string | undefined;
  readonly state?: string | undefined;
  readonly event?: LedgerEvent | undefined;
  readonly payment?: PaymentView | undefined;
  readonly at: EpochMs;
};

/** An item of the index by order. */
function entryOf(item: Item): Entry {
  const values = unmarshall(item);
  const text = (name: string): string | undefined => values[name] as string | undefined;
  const payment = text(inboxAttributes.payment);
  return {
    partition: text(tableKey.partition) ?? '',
    operation: text(attributes.operation),
    state: text(attributes.state),
    event: values[attributes.event] as LedgerEvent | undefined,
    payment: payment === undefined ? undefined : (JSON.parse(payment) as PaymentView),
    at: values[attributes.orderAt] as EpochMs,
  };
}

/** A session can be paid for a day at most (the longest that any provider here allows). */
const sessionMs = dayMs;

type States = Pick<Provider, 'phases' | 'sessionOperation'>;

const ofPayment = (view: PaymentView, { phases }: States): Attempt => ({
  kind: 'payment',
  id: view.id,
  operation: view.reference,
  state: view.state,
  phase: phases[view.state] ?? 'failed',
  amount: view.total,
  currency: view.currency,
  at: view.at,
});

/** What the attempts of one order are judged by. */
type Order = {
  readonly payments: readonly PaymentView[];
  readonly states: States;
  readonly at: EpochMs;
};

function ofSession(id: string, entry: Entry, { payments, at }: Order): Attempt {
  const isUsed = payments.some(({ session }) => session === id);
  const isOver = isPast(after(entry.at, sessionMs), at);
  const { amount, currency } = entry.event ?? {};
  const state = isUsed ? 'completed' : isOver ? 'expired' : 'pending';
  // What its payment is counts by itself.
  const phase = state === 'pending' ? 'payable' : 'failed';
  return {
    kind: 'session',
    id,
    operation: entry.partition,
    state,
    phase,
    amount,
    currency,
    at: entry.at,
  };
}

/** Nobody knows yet what an operation made, or it made nothing. */
const ofNothing = ({ partition, state = '', at }: Entry): Attempt => ({
  kind: 'operation',
  id: partition,
  operation: partition,
  state: state.toLowerCase(),
  phase: state === 'PENDING' ? 'payable' : 'failed',
  at,
});

/** A payment that has no record of its own yet is as its create left it. */
function ofCreated(id: string, { event, at, partition }: Entry, { states }: Order): Attempt {
  const { state = '', amount, currency } = event ?? {};
  const phase = states.phases[state] ?? 'failed';
  return { kind: 'payment', id, operation: partition, state, phase, amount, currency, at };
}

/** What an operation counts for; nothing where its payment counts by itself. */
function ofOperation(entry: Entry, order: Order): Attempt | undefined {
  const object = entry.event?.object;
  if (entry.state !== 'SUCCEEDED' || object === undefined) return ofNothing(entry);
  if (entry.operation === order.states.sessionOperation) return ofSession(object, entry, order);
  return order.payments.some(({ id }) => id === object)
    ? undefined
    : ofCreated(object, entry, order);
}

/** Every attempt to pay an order, oldest first. */
export function attemptsIn(
  items: readonly Item[],
  states: States,
  at: EpochMs,
): readonly Attempt[] {
  const entries = items.map(entryOf);
  const payments = entries.flatMap(({ payment }) => (payment === undefined ? [] : [payment]));
  const attempts = entries.map(({ payment, ...entry }) =>
    payment === undefined
      ? ofOperation(entry, { payments, states, at })
      : ofPayment(payment, states),
  );
  return attempts
    .filter((attempt) => attempt !== undefined)
    .sort((one, other) => one.at - other.at || (one.id < other.id ? -1 : 1));
}

/** The state of the whole: money that came counts before what may still come, and that before what has failed. */
export function orderStateOf(attempts: readonly Attempt[]): OrderState {
  const count = (phase: Phase): number =>
    attempts.filter((attempt) => attempt.phase === phase).length;
  if (count('paid') > 1) return 'paid_twice';
  if (count('paid') === 1) return 'paid';
  if (count('payable') > 0) return 'open';
  return count('refunded') > 0 ? 'refunded' : 'failed';
}
