import { outgoing, type EventFacts, type OutgoingEvent } from '../../functions/events/event.ts';
import type { EventType } from '../../functions/events/event-types.ts';
import type { EpochMs } from '../../functions/platform/clock.ts';

type Example = Omit<EventFacts, 'type' | 'at' | 'provider'>;

/** An operation, a payment and an order that never were. */
const operation = 'op_7Q2V5N4C3M6X8K1J9H0G2F4D5S';
const payment = '807n1qzyfe5bnvpnqy1shoah4';
const order = 'A-1001';

const captured = { payment, order, amount: 1100, currency: 'JPY' };
const capture = {
  ...{ subject: operation, operation, action: 'acme.payment.capture', caller: 'storefront' },
  ...{ payment, order },
};

const examples: Readonly<Record<EventType, Example>> = {
  'operation.succeeded': {
    ...{ ...capture, ...captured, object: payment, state: 'captured' },
    ...{ revision: 2, cause: 'answer' },
  },
  'operation.failed': { ...capture, revision: 2, cause: 'not_executed' },
  'operation.unknown': { ...capture, revision: 1 },
  'payment.changed': {
    ...{ ...captured, subject: `acme/${payment}`, revision: 3, operation },
    ...{ state: 'captured', previous: 'authorized', refunded: 0 },
  },
  'order.paid_twice': {
    ...{ subject: `order_paid_twice/acme/${order}`, revision: 1 },
    ...{ finding: 'order_paid_twice', payment, order },
  },
  'chargeback.opened': {
    ...{ subject: `chargeback/acme/${payment}`, revision: 1 },
    ...{ finding: 'chargeback', payment, object: payment },
  },
  finding: {
    ...{ subject: `late_money/acme/${payment}`, revision: 1 },
    ...{ finding: 'late_money', payment, object: payment },
  },
};

/** One event of each type. */
export const exampleEvents: readonly OutgoingEvent[] = Object.entries(examples).map(
  ([type, facts]) =>
    outgoing({
      ...facts,
      ...{ type: type as EventType, provider: 'acme' },
      at: Date.parse('2026-11-21T03:04:05.678Z') as EpochMs,
    }),
);
