import * as z from 'zod';
import { controlWith, refuse, type Control } from '../../sandbox/control.ts';
import { refundRequestAnswers, versions } from './assumptions.ts';
import { paymentIn } from './payments/in-version.ts';
import type { SimulatorContext } from '../simulator.ts';
import type { Status } from './payment-types/opening.ts';
import { isOpen, isPayableLater, payLater } from './payments/pay-later.ts';
import { addRefund, markIfRefunded, refundableRest } from './payments/refund.ts';
import { sessionControls } from './sessions/controls.ts';
import { find, type KomojuState, type Payment } from './state.ts';

type Context = SimulatorContext<KomojuState>;

/** The body of a control: the amount to refund; absent: the whole rest. */
const Details = z.strictObject({ amount: z.int().min(1).optional() });
type Details = z.infer<typeof Details>;

/** What happens to a payment without the gateway. */
type Event = {
  /** The payments that it can happen to, in words for a person who tries another one. */
  readonly to: string;
  readonly isPossible: (payment: Payment, details: Details) => boolean;
  readonly apply: (payment: Payment, context: Context, details: Details) => void;
};

const isCaptured = ({ status }: Payment): boolean => status === 'captured';

const becomes = (status: Status): Event => ({
  to: 'pending or authorized',
  isPossible: isOpen,
  apply(payment) {
    payment.status = status;
  },
});

const refunds = (chargeback: boolean): Event => ({
  to: 'captured, with as much of it not on its way back',
  isPossible: (payment, { amount = 1 }) => isCaptured(payment) && refundableRest(payment) >= amount,
  apply(payment, { now }, { amount = refundableRest(payment) }) {
    addRefund(payment, { amount, chargeback, description: null, status: 'completed' }, now());
  },
});

/** Pending refunds arrive: the customer has collected the money, or the bank has sent it. */
function completeRefunds(payment: Payment, { state, now }: Context): void {
  for (const refund of payment.refunds) refund.status = 'completed';
  for (const request of payment.refund_requests) {
    if (request.status === 'completed') continue;
    request.status = 'completed';
    const amount = Math.min(state.requestedAmounts[request.id] ?? 0, refundableRest(payment));
    const refund = { amount, chargeback: false, description: null, status: 'completed' } as const;
    if (amount > 0) addRefund(payment, refund, now());
  }
  markIfRefunded(payment);
}

/** `pay` is the customer, `expire` and `fail` are KOMOJU, `refund` is its dashboard, `chargeback` is the bank. */
const events: Readonly<Record<string, Event>> = {
  pay: {
    to: 'paid by its customer, and pending or authorized',
    isPossible: isPayableLater,
    apply(payment, { now }) {
      payLater(payment, now());
    },
  },
  expire: becomes('expired'),
  fail: becomes('failed'),
  refund: refunds(false),
  chargeback: refunds(true),
  arrive: { to: 'captured', isPossible: isCaptured, apply: completeRefunds },
};

function controlOf(name: string, { to, isPossible, apply }: Event, context: Context): Control {
  const route = `POST /sandbox/komoju/payments/{id}/${name}`;
  return controlWith(route, Details, (details, { id = '' }) => {
    const payment = find(context.state.payments, id);
    if (payment === undefined) return refuse(404, `There is no payment ${id}.`);
    if (!isPossible(payment, details)) {
      const { status, payment_details } = payment;
      const is = `Payment ${id} is a ${payment_details.type} payment and ${status}.`;
      return refuse(409, `${is} To do: ${name}, it must be ${to}.`);
    }
    apply(payment, context, details);
    const { rests, version } = context.state;
    return { status: 200, body: paymentIn(version, payment, rests[id]) };
  });
}

const Fees = z.record(z.string(), z.int().min(0));

/** What is set at KOMOJU: customers' fees (`{"konbini": 190}`), the key's version, how refund requests are answered. */
const settings = (state: KomojuState): Control[] => [
  controlWith('POST /sandbox/komoju/fees', Fees, (given) => {
    state.fees = given;
    return { status: 200, body: given };
  }),
  controlWith(
    'POST /sandbox/komoju/version',
    z.strictObject({ version: z.enum(versions) }),
    (given) => {
      state.version = given.version;
      return { status: 200, body: given };
    },
  ),
  controlWith(
    'POST /sandbox/komoju/refund_requests',
    z.strictObject({ answer: z.nullable(z.enum(refundRequestAnswers)) }),
    (given) => {
      state.refundRequestAnswer = given.answer;
      return { status: 200, body: given };
    },
  ),
];

/** The controls of what happens at KOMOJU without the gateway, and of what is set there. */
export const komojuControls = (context: Context): Control[] => [
  ...Object.entries(events).map(([name, event]) => controlOf(name, event, context)),
  ...settings(context.state),
  ...sessionControls(context),
];
