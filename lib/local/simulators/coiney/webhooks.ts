import { randomUUID } from 'node:crypto';
import { append, rememberedMax } from '../../../host/bounded.ts';
import type { SimulatorContext } from '../simulator.ts';
import type { Webhook, WebhookSource } from '../webhooks/webhook.ts';
import { deliveryRules } from './assumptions.ts';
import type { CoineyState, Payment } from './state.ts';

type Context = SimulatorContext<CoineyState>;

const succeeded = 'payment.succeeded';

const find = ({ payments }: CoineyState, id: string): Payment | undefined =>
  Object.hasOwn(payments, id) ? payments[id] : undefined;

/** The URL of the payment itself, else the one that is set for the whole account; undefined: there is none. */
const placeOf = (payment: Payment | undefined, { webhook }: Context): string | undefined =>
  payment?.links.webhookUrl ?? webhook().url;

/** A webhook as Coiney sends it: not signed, and without the id of an event. */
const webhookOf = (url: string, type: string, payment: string): Webhook => ({
  provider: 'coiney',
  id: randomUUID(),
  event: null,
  type,
  payment,
  url,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ id: payment, object: 'payment', type }),
  rules: deliveryRules,
});

/** Sends the only webhook that Coiney has, and remembers it until it is confirmed. */
export function sendWebhook(id: string, context: Context): boolean {
  const { state, send } = context;
  const url = placeOf(find(state, id), context);
  if (url === undefined) return false;
  if (!state.untold.includes(id)) append(state.untold, id, rememberedMax);
  send({
    ...webhookOf(url, succeeded, id),
    onConfirmed() {
      state.untold = state.untold.filter((each) => each !== id);
    },
  });
  return true;
}

/** Sends again what was given up. It is not documented when Coiney does that, so the sandbox decides. */
export function sendUntold(context: Context): void {
  for (const id of context.state.untold.slice()) sendWebhook(id, context);
}

/** Coiney's webhooks. */
export const coineyWebhooks = (context: Context): WebhookSource => ({
  // A payment is told where it is paid.
  tell: () => undefined,
  redeliver(id) {
    const isPaid = find(context.state, id)?.paidAt !== undefined;
    return isPaid && sendWebhook(id, context) ? 1 : 0;
  },
  forge({ type, payment: id }) {
    const url = placeOf(find(context.state, id), context);
    return url === undefined ? undefined : webhookOf(url, type, id);
  },
});
