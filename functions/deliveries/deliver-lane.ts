import { randomUUID } from 'node:crypto';
import { after, secondMs, type EpochMs } from '../platform/clock.ts';
import type { Finding } from '../recovery/finding.ts';
import type { Delivery, Lane, Try } from './delivery.ts';
import type { DeliveryStore } from './delivery-store.ts';
import type { HeldLane } from './lane-writes.ts';
import type { EndpointStore } from './endpoint-store.ts';
import type { Endpoint } from './endpoints.ts';
import { post, type Network } from './network/post.ts';
import { nextTryAt } from './retry-times.ts';
import { signatureHeaders, type SigningSecrets } from './sign.ts';

/** How long a receiver may take to answer. */
const answerMs = 10 * secondMs;

/** Longer than a try takes. Whoever dies leaves a lane that is due again then. */
const leaseMs = 30 * secondMs;

/** What a person must know of an end point. */
export type DeliveryFinding = Extract<Finding, 'endpoint_gone' | 'delivery_given_up'>;

/** What a run did. */
export type Counts = { delivered: number; failed: number; givenUp: number };

/** With what an end point is sent its events. */
export type DeliveryContext = {
  readonly endpoint: Endpoint;
  /** Asked when something is sent: an event is kept also where they cannot be had. */
  readonly secrets: () => Promise<SigningSecrets>;
  readonly deliveries: DeliveryStore;
  readonly endpoints: EndpointStore;
  readonly network: Network;
  readonly now: () => EpochMs;
  readonly counts: Counts;
  /** Tells what a person must know of the end point, and of which event. */
  readonly report: (finding: DeliveryFinding, event: string) => void;
  /** Aborts when no further try may begin. */
  readonly until: AbortSignal;
};

/**
 * What came of a lane: the last that was sent was taken or not, the receiver wants no more, or nothing was sent, because
 * nothing was pending or another run holds the lane.
 */
export type Sent = 'taken' | 'failed' | 'gone' | 'nothing';

/** Whether a receiver has taken it. */
const isTaken = ({ status = 0 }: Try): boolean => status >= 200 && status < 300;

/** The receiver's word for that it wants no more. */
const gone = 410;

/**
 * Sends what is pending in a lane, one after the other, until all is delivered or one is not taken.
 *
 * @throws what the table threw: the lane is due again when its lease ends
 */
export async function deliverLane(context: DeliveryContext, lane: Lane): Promise<Sent> {
  const { deliveries, now, until } = context;
  const held = await hold(context, lane);
  if (held === undefined) return 'nothing';
  const delivery = await deliveries.firstPending(lane);
  if (delivery === undefined) {
    if (await deliveries.end(lane, held)) return 'nothing';
    // An event came meanwhile.
    await deliveries.putOff(lane, held, now());
    return deliverLane(context, lane);
  }
  if (until.aborted) {
    await deliveries.putOff(lane, held, now());
    return 'nothing';
  }
  const tried = await tryOnce(context, delivery);
  const dueAt = await conclude(context, { lane, delivery, tried });
  await deliveries.putOff(lane, held, dueAt);
  if (!isTaken(tried)) return tried.status === gone ? 'gone' : 'failed';
  const next = await deliverLane(context, lane);
  return next === 'nothing' ? 'taken' : next;
}

const hold = ({ deliveries, now }: DeliveryContext, lane: Lane): Promise<HeldLane | undefined> => {
  const at = now();
  return deliveries.hold(lane, { token: randomUUID(), at, until: after(at, leaseMs) });
};

async function tryOnce(
  { endpoint, secrets, network, now }: DeliveryContext,
  { id, body }: Delivery,
): Promise<Try> {
  const at = now();
  const headers = signatureHeaders({ id, body }, await secrets(), at);
  const signal = AbortSignal.timeout(answerMs);
  const posted = await post({ url: endpoint.url, headers, body }, network, signal);
  return { at, ms: now() - at, ...posted };
}

/** Writes down what a try came to. Gives when the lane is due next. */
async function conclude(
  { endpoint: { name }, deliveries, endpoints, now, counts, report }: DeliveryContext,
  { lane, delivery, tried }: { lane: Lane; delivery: Delivery; tried: Try },
): Promise<EpochMs> {
  if (isTaken(tried)) {
    counts.delivered += 1;
    await deliveries.noteTry(lane, delivery, { tried, state: 'delivered' });
    return now();
  }
  counts.failed += 1;
  const isGone = tried.status === gone;
  await (isGone ? endpoints.disable(name, now()) : endpoints.failed(name));
  if (isGone) report('endpoint_gone', delivery.id);
  const next = nextTryAt({ ...delivery, tried: delivery.tried + 1 }, now());
  if (next === undefined) {
    counts.givenUp += 1;
    report('delivery_given_up', delivery.id);
  }
  const state = next === undefined ? 'given_up' : 'pending';
  await deliveries.noteTry(lane, delivery, { tried, state });
  return next ?? now();
}
