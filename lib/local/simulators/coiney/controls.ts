import { refuse, type Control } from '../../sandbox/control.ts';
import { timestamp } from './timestamps.ts';
import { current, type Payment, type Status } from './payments.ts';
import type { CoineyState } from './state.ts';
import { tellWebhooks } from './webhooks.ts';

type World = { readonly state: CoineyState; readonly now: () => number };

/** What happens to a payment without the gateway. */
type Event = {
  /** Which payments it can happen to. */
  readonly from: readonly Status[];
  readonly happen: (payment: Payment, world: World) => Promise<void> | void;
};

const become =
  (status: Status): Event['happen'] =>
  (payment) => {
    payment.status = status;
  };

/** `pay` is the customer, `refund` and `cancel` are the merchant at Coiney's dashboard, `expire` is the time. */
const events: Readonly<Record<string, Event>> = {
  pay: {
    from: ['open'],
    async happen(payment, { state, now }) {
      payment.status = 'paid';
      payment.paidAt = timestamp(now());
      state.untold.push(payment.id);
      await tellWebhooks(state);
    },
  },
  refund: {
    from: ['paid'],
    happen(payment, { now }) {
      payment.status = 'refunded';
      payment.refundedAt = timestamp(now());
    },
  },
  cancel: { from: ['open'], happen: become('cancelled') },
  expire: {
    from: ['open'],
    happen(payment, { now }) {
      payment.validUntil = timestamp(now());
      payment.status = 'expired';
    },
  },
};

const controlOf = (name: string, { from, happen }: Event, world: World): Control => ({
  on: `POST /sandbox/coiney/payments/{id}/${name}`,
  async run({ id = '' }) {
    const { state, now } = world;
    const payment = Object.hasOwn(state.payments, id) ? state.payments[id] : undefined;
    if (payment === undefined) return refuse(404, `There is no payment ${id}.`);
    const { status } = current(payment, now());
    if (!from.includes(status)) {
      return refuse(409, `Payment ${id} is ${status}. To do: ${name}, it must be ${from.join()}.`);
    }
    await happen(payment, world);
    return { status: 200, body: payment };
  },
});

/** What happens at Coiney without the gateway and the time for another try of its webhooks. */
export function coineyControls(state: CoineyState, now: () => number): Control[] {
  const world = { state, now };
  return [
    ...Object.entries(events).map(([name, event]) => controlOf(name, event, world)),
    {
      on: 'POST /sandbox/coiney/webhooks/repeat',
      async run() {
        await tellWebhooks(state);
        return { status: 200, body: { untold: state.untold } };
      },
    },
  ];
}
