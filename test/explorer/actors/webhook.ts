import { apply, receive } from '../../../functions/inbox/apply.ts';
import type { InboxContext } from '../../../functions/inbox/inbox-context.ts';
import { inboxStore } from '../../../functions/inbox/inbox-store.ts';
import type { EpochMs } from '../../../functions/platform/clock.ts';
import { GatewayError } from '../../../functions/platform/gateway-error.ts';
import type { PaymentView, ProviderEvent } from '../../../functions/providers/event-source.ts';
import { komojuEvents } from '../../../functions/providers/komoju/events.ts';
import type { Actor } from './actor.ts';
import { accessOf, secretOf } from './access.ts';
import type { Event } from '../provider/provider.ts';
import { contextOf } from './reader.ts';
import { clientOf, lost, type World } from '../world.ts';

/* A webhook, from the event to the answer, and a sweep, as what ships executes them. */

/** What an event is on record as; undefined where it is not on record. */
export const stateOf = ({ items }: World, { id }: Event): string | undefined =>
  items.all.get(`EVT#komoju#${id}`)?.item['st']?.S;

const views = new Map<string, PaymentView>();

/** The payment as an event shows it. */
export function viewOf({ body }: Event): PaymentView {
  const view = views.get(body) ?? komojuEvents.parsePayment(JSON.parse(body));
  if (view === undefined) throw new Error(`The event is not understood: ${body}`);
  views.set(body, view);
  return view;
}

/** An event as what ships understands it. */
const eventOf = (event: Event): ProviderEvent => ({
  ...{ id: event.id, type: 'payment.updated', payment: event.payment },
  ...{ at: event.at as EpochMs, told: viewOf(event) },
});

const inboxOf = (world: World, actor: Actor): InboxContext => {
  const by = { account: actor.account, secretKey: 'sk_1' };
  return {
    inbox: inboxStore(clientOf(world, actor), 'ledger'),
    source: komojuEvents,
    access: accessOf('komoju', actor.index, secretOf(by)),
    recovery: contextOf(world, actor, by),
    readOrder: () => Promise.resolve([]),
  };
};

/** Whoever was given an error, or told that there is none, comes again. */
async function unlessLost<Value>(work: Promise<Value>): Promise<Value | undefined> {
  try {
    return await work;
  } catch (error) {
    if (error === lost || error instanceof GatewayError) return undefined;
    throw error;
  }
}

export async function deliver(world: World, actor: Actor, event: Event): Promise<void> {
  const became = await unlessLost(receive(inboxOf(world, actor), eventOf(event), 'webhook'));
  if (became === 'applied' || became === 'duplicate') world.answered.add(event.id);
}

/** Goes on with a received event, as the minute job does. */
export async function goOn(world: World, actor: Actor, { id }: Event): Promise<void> {
  const context = inboxOf(world, actor);
  const record = await unlessLost(context.inbox.event('komoju', id));
  if (record?.state === 'received') await unlessLost(apply(context, record));
}
