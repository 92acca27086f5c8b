import * as z from 'zod';
import { controlWith, refuse, type Control } from '../../sandbox/control.ts';
import { timestamp } from './protocol/timestamps.ts';
import type { Status } from './payment-types/opening.ts';
import type { Payment } from './payments/create.ts';
import { addRefund, endIfRefunded, restOf } from './payments/refund.ts';
import { find, type KomojuState } from './state.ts';

type World = { readonly state: KomojuState; readonly now: () => number };

/** What may be said of an event: how much goes back; absent: all that is left. */
const Details = z.strictObject({ amount: z.int().min(1).optional() });
type Details = z.infer<typeof Details>;

/** What happens to a payment without the gateway. */
type Event = {
  /** Which payments it can happen to, in words for whoever tries another one. */
  readonly to: string;
  readonly may: (payment: Payment, details: Details) => boolean;
  readonly happen: (payment: Payment, world: World, details: Details) => void;
};

const isOpen = ({ status }: Payment): boolean => status === 'pending' || status === 'authorized';

/** A card is captured by the merchant and a prepaid card by topping it up: their customers have nothing to pay. */
const isPaidLater = ({ payment_details: { type, ...details } }: Payment): boolean =>
  type !== 'credit_card' && !('prepaid_cards' in details);

const isCaptured = ({ status }: Payment): boolean => status === 'captured';

const end = (status: Status): Event => ({
  to: 'pending or authorized',
  may: isOpen,
  happen(payment) {
    payment.status = status;
  },
});

const giveBack = (chargeback: boolean): Event => ({
  to: 'captured, with as much of it not on its way back',
  may: (payment, { amount = 1 }) => isCaptured(payment) && restOf(payment) >= amount,
  happen(payment, { now }, { amount = restOf(payment) }) {
    addRefund(payment, { amount, chargeback, description: null, status: 'completed' }, now());
  },
});

/** Money that was promised back arrives: the customer has fetched it, or the bank has sent it. */
function arrive(payment: Payment, { state, now }: World): void {
  for (const refund of payment.refunds) refund.status = 'completed';
  for (const request of payment.refund_requests) {
    if (request.status === 'completed') continue;
    request.status = 'completed';
    const amount = Math.min(state.requestedAmounts[request.id] ?? 0, restOf(payment));
    const how = { amount, chargeback: false, description: null, status: 'completed' } as const;
    if (amount > 0) addRefund(payment, how, now());
  }
  endIfRefunded(payment);
}

/** `pay` is the customer, `expire` and `fail` are KOMOJU, `refund` is its dashboard, `chargeback` is the bank. */
const events: Readonly<Record<string, Event>> = {
  pay: {
    to: 'paid by its customer, and pending or authorized',
    may: (payment) => isOpen(payment) && isPaidLater(payment),
    happen(payment, { now }) {
      payment.status = 'captured';
      payment.captured_at = timestamp(now());
    },
  },
  expire: end('expired'),
  fail: end('failed'),
  refund: giveBack(false),
  chargeback: giveBack(true),
  arrive: { to: 'captured', may: isCaptured, happen: arrive },
};

function controlOf(name: string, { to, may, happen }: Event, world: World): Control {
  const on = `POST /sandbox/komoju/payments/{id}/${name}`;
  return controlWith(on, Details, (details, { id = '' }) => {
    const payment = find(world.state.payments, id);
    if (payment === undefined) return refuse(404, `There is no payment ${id}.`);
    if (!may(payment, details)) {
      const { status, payment_details } = payment;
      const is = `Payment ${id} is a ${payment_details.type} payment and ${status}.`;
      return refuse(409, `${is} To do: ${name}, it must be ${to}.`);
    }
    happen(payment, world, details);
    return { status: 200, body: payment };
  });
}

const Fees = z.record(z.string(), z.int().min(0));

/** What happens at KOMOJU without the gateway, and what its customers pay on top: `{"konbini": 190}`. */
export function komojuControls(state: KomojuState, now: () => number): Control[] {
  const fees = controlWith('POST /sandbox/komoju/fees', Fees, (given) => {
    state.fees = given;
    return { status: 200, body: given };
  });
  const world = { state, now };
  return [...Object.entries(events).map(([name, event]) => controlOf(name, event, world)), fees];
}
