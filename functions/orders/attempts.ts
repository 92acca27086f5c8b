import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { Item } from '../ledger/table/items.ts';
import type { LedgerEvent } from '../ledger/record.ts';
import { attributes, inboxAttributes, tableKey } from '../ledger/table/schema.ts';
import type { EpochMs } from '../platform/clock.ts';
import type { PaymentView, SessionState } from '../providers/event-source.ts';
import { phaseOf, type Phase } from '../providers/follows.ts';
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
  /** What that means for the order. Only `payable` may still be paid; a session that is `used` counts by its payment. */
  readonly phase: Phase | 'used';
  readonly amount?: number | undefined;
  readonly currency?: string | undefined;
  readonly at: EpochMs;
};

/** What an order is, over all attempts. */
export type OrderState = 'open' | 'paid' | 'paid_twice' | 'refunded' | 'failed';

/** What is kept of a session for the view of its order. */
export type OrderSession = {
  readonly state: SessionState;
  /** The gateway's operation that made it. */
  readonly operation: string;
  readonly amount?: number | undefined;
  readonly currency?: string | undefined;
};

type Entry = {
  readonly partition: string;
  readonly operation?: string | undefined;
  readonly state?: string | undefined;
  readonly event?: LedgerEvent | undefined;
  readonly payment?: PaymentView | undefined;
  readonly session?: OrderSession | undefined;
  readonly at: EpochMs;
};

/** An item of the index by order. */
function entryOf(item: Item): Entry {
  const values = unmarshall(item);
  const text = (name: string): string | undefined => values[name] as string | undefined;
  const read = (name: string): unknown => JSON.parse(text(name) ?? 'null') ?? undefined;
  return {
    partition: text(tableKey.partition) ?? '',
    operation: text(attributes.operation),
    state: text(attributes.state),
    event: values[attributes.event] as LedgerEvent | undefined,
    payment: read(inboxAttributes.payment) as PaymentView | undefined,
    session: read(inboxAttributes.session) as OrderSession | undefined,
    at: values[attributes.orderAt] as EpochMs,
  };
}

type States = Pick<Provider, 'phases' | 'sessionOperation'>;

const ofPayment = (view: PaymentView, { phases }: States): Attempt => ({
  kind: 'payment',
  id: view.id,
  operation: view.reference,
  state: view.state,
  phase: phaseOf(view.state, phases),
  amount: view.total,
  currency: view.currency,
  at: view.at,
});

/** What the attempts of one order are judged by. */
type Order = {
  readonly payments: readonly PaymentView[];
  /** The operations whose sessions have an entry of their own. */
  readonly read: ReadonlySet<string>;
  readonly states: States;
};

const sessionPhases = {
  pending: 'payable',
  completed: 'used',
  cancelled: 'failed',
  expired: 'failed',
} as const;

/**
 * A session as it was read last, or used where a payment of it has not failed. Time alone never ends one: it may have been
 * made later than it was asked for, or its customer may be at the bank.
 */
function ofSession(
  { id, at }: Pick<Attempt, 'id' | 'at'>,
  { state: read, operation, amount, currency }: OrderSession,
  { payments, states }: Order,
): Attempt {
  const isUsed = payments.some(
    (each) =>
      (each.session === id || each.reference === operation) &&
      phaseOf(each.state, states.phases) !== 'failed',
  );
  const state = isUsed ? 'completed' : read;
  const phase = sessionPhases[state];
  return { kind: 'session', id, operation, state, phase, amount, currency, at };
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
  const phase = phaseOf(state, states.phases);
  return { kind: 'payment', id, operation: partition, state, phase, amount, currency, at };
}

/** What an operation counts for; nothing where its payment or session counts by itself. */
function ofOperation(entry: Entry, order: Order): Attempt | undefined {
  const { event, partition, at } = entry;
  const object = event?.object;
  if (entry.state !== 'SUCCEEDED' || object === undefined) return ofNothing(entry);
  if (entry.operation !== order.states.sessionOperation) {
    const isKnown = order.payments.some(({ id }) => id === object);
    return isKnown ? undefined : ofCreated(object, entry, order);
  }
  if (order.read.has(partition)) return undefined;
  const { amount, currency } = event ?? {};
  const session = { state: 'pending', operation: partition, amount, currency } as const;
  return ofSession({ id: object, at }, session, order);
}

/** The id in the key of a session's item: `SES#acme#ses_1`. */
const sessionIdOf = ({ partition }: Entry): string => partition.split('#').slice(2).join('#');

function attemptOf(entry: Entry, order: Order): Attempt | undefined {
  const { payment, session, at } = entry;
  if (payment !== undefined) return ofPayment(payment, order.states);
  if (session !== undefined) return ofSession({ id: sessionIdOf(entry), at }, session, order);
  return ofOperation(entry, order);
}

/** Every attempt to pay an order, oldest first. */
export function attemptsIn(items: readonly Item[], states: States): readonly Attempt[] {
  const entries = items.map(entryOf);
  const payments = entries.flatMap(({ payment }) => (payment === undefined ? [] : [payment]));
  const read = new Set(entries.flatMap(({ session }) => session?.operation ?? []));
  return entries
    .map((entry) => attemptOf(entry, { payments, read, states }))
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
