import { refuse, type Control } from '../../sandbox/control.ts';
import type { SimulatorContext } from '../simulator.ts';
import { withCurrentStatus } from './payments.ts';
import type { CoineyState, Payment, Status } from './state.ts';
import { timestamp } from './timestamps.ts';
import { sendUntold, sendWebhook } from './webhooks.ts';

type Context = SimulatorContext<CoineyState>;

/** What happens to a payment without the gateway. */
type Event = {
  /** The states that a payment must be in. */
  readonly from: readonly Status[];
  readonly apply: (payment: Payment, context: Context) => void;
};

/** `pay` is the customer, `refund` and `cancel` are the merchant at Coiney's dashboard, `expire` is the time. */
const events: Readonly<Record<string, Event>> = {
  pay: {
    from: ['open'],
    apply(payment, context) {
      payment.status = 'paid';
      payment.paidAt = timestamp(context.now());
      sendWebhook(payment.id, context);
    },
  },
  refund: {
    from: ['paid'],
    apply(payment, { now }) {
      payment.status = 'refunded';
      payment.refundedAt = timestamp(now());
    },
  },
  cancel: {
    from: ['open'],
    apply(payment) {
      payment.status = 'cancelled';
    },
  },
  expire: {
    from: ['open'],
    apply(payment, { now }) {
      payment.validUntil = timestamp(now());
      payment.status = 'expired';
    },
  },
};

const controlOf = (name: string, { from, apply }: Event, context: Context): Control => ({
  route: `POST /sandbox/coiney/payments/{id}/${name}`,
  run({ id = '' }) {
    const { state, now } = context;
    const payment = Object.hasOwn(state.payments, id) ? state.payments[id] : undefined;
    if (payment === undefined) return refuse(404, `There is no payment ${id}.`);
    const { status } = withCurrentStatus(payment, now());
    if (!from.includes(status)) {
      return refuse(409, `Payment ${id} is ${status}. To do: ${name}, it must be ${from.join()}.`);
    }
    apply(payment, context);
    return { status: 200, body: payment };
  },
});

/** The controls of what happens at Coiney without the gateway, and of the repetition of its webhooks. */
export function coineyControls(context: Context): Control[] {
  const { state } = context;
  return [
    ...Object.entries(events).map(([name, event]) => controlOf(name, event, context)),
    {
      route: 'POST /sandbox/coiney/webhooks/repeat',
      run() {
        sendUntold(context);
        return { status: 200, body: { untold: state.untold } };
      },
    },
  ];
}
