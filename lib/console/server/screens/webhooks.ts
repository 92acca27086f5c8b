import * as z from 'zod';
import { inboxStore } from '../../../../functions/inbox/inbox-store.ts';
import { namesIn } from '../../../../functions/inbox/items.ts';
import { paymentIndexes } from '../../../../functions/inbox/payment-indexes.ts';
import { after, dayMs } from '../../../../functions/platform/clock.ts';
import {
  findDeliveries,
  findEvent,
  noteEndpoints,
  withProspects,
  type Seen,
} from '../../../cli/events/find.ts';
import { formatReplays, replayAll } from '../../../cli/events/replay.ts';
import type { EventsTarget } from '../../../cli/events/target.ts';
import { paymentOf } from '../../../cli/events/view.ts';
import { UsageError } from '../../../local/host/usage-error.ts';
import {
  deliveryStates,
  type DeliveryRow,
  type IncomingRow,
  type ReplayAnswer,
  type WebhooksScreen,
} from '../../api/webhooks.ts';
import type { Gateway } from '../../reading/gateway.ts';
import { each } from '../../reading/records.ts';
import { sentEvent } from '../../reading/timeline.ts';
import { momentIn, type Query } from '../query.ts';

/** Deliveries that are shown; older ones are asked for by a time or a state. */
const deliveriesMost = 100;

/** Events of providers that are looked at: more have never been open at once. */
const incomingMost = 100;

const eventsOf = ({ target, endpoints }: Gateway): EventsTarget => ({
  ...target.ledger,
  now: target.now,
  endpoints,
});

const iso = (ms: number): string => new Date(ms).toISOString();

function deliveryRow(seen: Seen): DeliveryRow {
  const { delivery, prospect } = seen;
  const [provider, id] = paymentOf(delivery)?.split('/') ?? [];
  const isFirst = delivery.state === 'pending' && prospect.first === delivery.id;
  return {
    ...sentEvent(seen),
    payment: provider === undefined || id === undefined || id === '' ? null : { provider, id },
    next: isFirst && prospect.dueAt !== undefined ? iso(prospect.dueAt) : null,
  };
}

/** Events of providers that were kept and not applied yet. Those that were applied stand in their payment's history. */
async function readIncoming({ target }: Gateway): Promise<IncomingRow[]> {
  const { client, table } = target.ledger;
  // What is put off is due within a day.
  const due = await paymentIndexes(client, table).due(after(target.now(), dayMs), incomingMost);
  const events = due.filter(({ partition }) => partition.startsWith('EVT#'));
  const inbox = inboxStore(client, table);
  const rows = await each(events, async ({ partition, dueAt }) => {
    const record = await inbox.event(...namesIn(partition));
    if (record === undefined || record.state === 'applied') return [];
    const { provider, cause, tries, receivedAt } = record;
    const { id, type, payment } = record.event;
    const times = { receivedAt: iso(receivedAt), dueAt: iso(dueAt) };
    return [{ provider, id, type, cause, payment, tries, ...times }];
  });
  return rows.flat();
}

const stateIn = (text: string | undefined): DeliveryRow['state'] | undefined =>
  deliveryStates.find((state) => state === text);

/** What was sent and what is open, newest first, and what came in and was not applied yet. */
export async function webhooks(gateway: Gateway, { state, since }: Query): Promise<WebhooksScreen> {
  const events = eventsOf(gateway);
  const wanted = { state: stateIn(state), since: momentIn(since) };
  const [notes, found, incoming] = await Promise.all([
    noteEndpoints(events),
    findDeliveries(events, wanted, deliveriesMost + 1),
    readIncoming(gateway),
  ]);
  const seen = await withProspects(events, found.slice(0, deliveriesMost));
  return {
    endpoints: notes,
    deliveries: seen.map(deliveryRow),
    isCut: found.length > deliveriesMost,
    incoming,
  };
}

const Replay = z.strictObject({ event: z.string().min(1), endpoint: z.string().min(1) });

/** Has one event sent to one end point once more. @throws UsageError where it is not on record */
export async function replayDelivery(
  gateway: Gateway,
  _query: Query,
  body: unknown,
): Promise<ReplayAnswer> {
  const { event, endpoint } = Replay.parse(body);
  const events = { ...eventsOf(gateway), endpoints: [endpoint] };
  const found = await findEvent(events, event);
  if (found.length === 0) {
    throw new UsageError(
      `There is no delivery of ${event} to ${endpoint}. What has ended is kept for 30 days.`,
    );
  }
  return { said: formatReplays(await replayAll(events, found)) };
}
