import * as z from 'zod';
import { after, isPast, minuteMs, type EpochMs } from '../../../../functions/platform/clock.ts';
import {
  findDeliveries,
  findEvent,
  noteEndpoints,
  withProspects,
  type Seen,
  type Wanted,
} from '../../../cli/events/find.ts';
import { formatReplays, replayAll } from '../../../cli/events/replay.ts';
import type { EventsTarget } from '../../../cli/events/target.ts';
import { paymentOf } from '../../../cli/events/view.ts';
import { UsageError } from '../../../host/usage-error.ts';
import {
  deliveryStates,
  type DeliveryRow,
  type ReplayAnswer,
  type WebhooksScreen,
} from '../../api/webhooks.ts';
import type { Gateway } from '../../reading/gateway.ts';
import { readIncoming } from '../../reading/incoming.ts';
import { sentEvent } from '../../reading/timeline.ts';
import { momentIn, type Query } from '../query.ts';

/** Deliveries that are shown; older ones are asked for by a time or a state. */
const deliveriesMost = 100;

/** Where deliveries are found. */
export const eventsOf = ({ target, endpoints }: Gateway): EventsTarget => ({
  ...target.ledger,
  now: target.now,
  endpoints,
});

const iso = (ms: number): string => new Date(ms).toISOString();

/** So late nobody sends any more: deliveries are looked at every minute. */
const overdueMs = 3 * minuteMs;

/** When a delivery is tried next: the first of its lane by a moment, the others after it. */
function turnOf(
  { delivery: { state, id }, prospect: { first, dueAt } }: Seen,
  at: EpochMs,
): Pick<DeliveryRow, 'next' | 'isOverdue' | 'after'> {
  if (state !== 'pending') return { next: null, isOverdue: false, after: null };
  if (first !== id) return { next: null, isOverdue: false, after: first ?? null };
  if (dueAt === undefined) return { next: null, isOverdue: false, after: null };
  return { next: iso(dueAt), isOverdue: isPast(after(dueAt, overdueMs), at), after: null };
}

function deliveryRow(seen: Seen, at: EpochMs): DeliveryRow {
  const [provider, id = ''] = paymentOf(seen.delivery)?.split('/') ?? [];
  return {
    ...sentEvent(seen),
    ...turnOf(seen, at),
    payment: provider === undefined || id === '' ? null : { provider, id },
  };
}

/** What is looked for: a pending delivery is `failing` once it was tried. */
function wantedIn(text: string | undefined): Wanted {
  const state = deliveryStates.find((each) => each === text);
  if (state === 'failing') return { state: 'pending', isTried: true };
  return state === 'pending' ? { state, isTried: false } : { state };
}

/** What was sent and what is open, newest first, and what came in and was not applied yet. */
export async function webhooks(gateway: Gateway, { state, since }: Query): Promise<WebhooksScreen> {
  const events = eventsOf(gateway);
  const wanted = { ...wantedIn(state), since: momentIn(since) };
  const [notes, found, incoming] = await Promise.all([
    noteEndpoints(events),
    findDeliveries(events, wanted, deliveriesMost + 1),
    readIncoming(gateway.target),
  ]);
  const seen = await withProspects(events, found.slice(0, deliveriesMost));
  return {
    endpoints: notes,
    deliveries: seen.map((each) => deliveryRow(each, events.now())),
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
