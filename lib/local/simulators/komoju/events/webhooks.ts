import { createHmac } from 'node:crypto';
import type { SimulatorContext } from '../../simulator.ts';
import type { Forgery, Webhook, WebhookSource } from '../../webhooks/webhook.ts';
import { newId } from '../protocol/ids.ts';
import type { KomojuState } from '../state.ts';
import { deliveryRules } from '../webhook-assumptions.ts';
import { paymentOfEvent, type KomojuEvent } from './event.ts';
import { forgedEvent } from './forge.ts';

type Context = SimulatorContext<KomojuState>;

/** What is set in KOMOJU's dashboard, else what the host gives; undefined: there is nowhere to send it. */
function placeOf({ state, webhook }: Context): { url: string; secret: string } | undefined {
  const { url, secret } = { ...webhook(), ...state.webhook };
  return url === undefined || url === null ? undefined : { url, secret };
}

/** Lower-case hex of HMAC-SHA256 over the bytes of the body. KOMOJU documentation, webhooks (seen 2026). */
const signatureOf = (body: string, secret: string): string =>
  createHmac('sha256', secret).update(body).digest('hex');

/** An event as KOMOJU sends it (headers of the same page); every delivery has an id of its own. */
function webhookOf(event: KomojuEvent, url: string, sign: (body: string) => string): Webhook {
  const id = newId();
  const body = JSON.stringify(event);
  return {
    provider: 'komoju',
    id,
    event: event.id,
    type: event.type,
    payment: paymentOfEvent(event),
    url,
    headers: {
      'content-type': 'application/json',
      'user-agent': 'Komoju-Webhook',
      'x-komoju-id': id,
      'x-komoju-event': event.type,
      'x-komoju-signature': sign(body),
    },
    body,
    rules: deliveryRules,
  };
}

/** Sends the events, if a URL is set. */
function sendAll(events: readonly KomojuEvent[], context: Context): void {
  const place = placeOf(context);
  if (place === undefined) return;
  for (const event of events) {
    context.send(webhookOf(event, place.url, (body) => signatureOf(body, place.secret)));
  }
}

/** Signs as somebody who does not know the secret, unless the forgery says otherwise. */
function signForged({ signature }: Forgery, secret: string): (body: string) => string {
  if (signature === undefined) return (body) => signatureOf(body, `not ${secret}`);
  return signature === 'valid' ? (body) => signatureOf(body, secret) : () => signature;
}

/** KOMOJU's webhooks. */
export const komojuWebhooks = (context: Context): WebhookSource => ({
  tell() {
    sendAll(context.state.untold.splice(0), context);
  },
  redeliver(payment) {
    const events = context.state.events.filter((event) => paymentOfEvent(event) === payment);
    if (placeOf(context) === undefined) return 0;
    sendAll(events, context);
    return events.length;
  },
  forge(forgery) {
    const place = placeOf(context);
    if (place === undefined) return undefined;
    return webhookOf(forgedEvent(forgery, context), place.url, signForged(forgery, place.secret));
  },
});
