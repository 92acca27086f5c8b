import { randomInt } from 'node:crypto';
import * as z from 'zod';
import { secondMs } from '../../../../functions/platform/clock.ts';
import { controlWith, refuse, type Control } from '../../sandbox/control.ts';
import { releaseOrders } from './order.ts';
import type { Outbox } from './outbox.ts';
import type { Delivery, WebhookSource } from './webhook.ts';

const Forged = z.strictObject({
  on: z.string().optional(),
  type: z.string().min(1),
  payment: z.string().min(1),
  signature: z.string().optional(),
});

const Released = z.strictObject({
  order: z.enum(releaseOrders).default('created'),
  seed: z.int().min(0).optional(),
});

/** How a delivery is shown: not its body, which has a customer's address, nor its headers. */
const shownOf = ({ webhook, tries, status, state }: Delivery): object => {
  const { provider, id, event, type, payment } = webhook;
  return { id, provider, event, type, payment, tries, status, state };
};

const Waited = z.strictObject({ seconds: z.int().min(1).max(240).optional() }).prefault({});

type Sources = Readonly<Record<string, WebhookSource>>;

/** A webhook that no provider sent; it belongs to the first source unless the call names another. */
const forging = (outbox: Outbox, sources: Sources): Control =>
  controlWith('POST /sandbox/webhooks/forge', Forged, ({ on, ...forgery }) => {
    const names = Object.keys(sources);
    const source = sources[on ?? names[0] ?? ''];
    if (source === undefined) return refuse(400, `on: must be one of ${names.join(', ')}`);
    const webhook = source.forge(forgery);
    if (webhook === undefined) return refuse(409, 'No URL for webhooks is set.');
    outbox.add(webhook);
    return { status: 200, body: { id: webhook.id, event: webhook.event } };
  });

/** The controls of what is on its way to the merchant's server. */
export const webhookControls = (outbox: Outbox, sources: Sources): Control[] => [
  {
    route: 'GET /sandbox/webhooks',
    run: () => ({ status: 200, body: outbox.shown().map(shownOf) }),
  },
  {
    route: 'POST /sandbox/webhooks/hold',
    run() {
      outbox.hold();
      return { status: 200, body: {} };
    },
  },
  controlWith(
    'POST /sandbox/webhooks/release',
    Released,
    ({ order, seed = randomInt(2 ** 31) }) => {
      const released = outbox.release(order, seed);
      return { status: 200, body: { seed, released: released.map(shownOf) } };
    },
  ),
  controlWith('POST /sandbox/webhooks/wait', Waited, async ({ seconds }) => {
    for (const source of Object.values(sources)) source.tell();
    const waiting = await outbox.idle(seconds === undefined ? undefined : seconds * secondMs);
    const held = outbox.shown().filter(({ state }) => state === 'held').length;
    return { status: 200, body: { held, waiting } };
  }),
  controlWith(
    'POST /sandbox/webhooks/redeliver',
    z.strictObject({ payment: z.string() }),
    ({ payment }) => {
      const counts = Object.values(sources).map(({ redeliver }) => redeliver(payment));
      const count = counts.reduce((sum, each) => sum + each, 0);
      return count === 0
        ? refuse(404, `There is no webhook to send again of a payment ${payment}.`)
        : { status: 200, body: { count } };
    },
  ),
  forging(outbox, sources),
];
