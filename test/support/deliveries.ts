import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { deliverDue, deliverEvent } from '../../functions/deliveries/deliver.ts';
import type { Counts, DeliveryContext } from '../../functions/deliveries/deliver-lane.ts';
import { deliveryStore } from '../../functions/deliveries/delivery-store.ts';
import { endpointStore } from '../../functions/deliveries/endpoint-store.ts';
import { outgoing, type EventFacts, type OutgoingEvent } from '../../functions/events/event.ts';
import { after, type EpochMs } from '../../functions/platform/clock.ts';
import { listen } from '../../lib/host/listen.ts';
import { createClock, type TestClock } from './ledger.ts';
import type { ServedTable } from './table.ts';

/** What a receiver got. */
export type Received = { readonly headers: IncomingHttpHeaders; readonly body: string };

/** A merchant's server. What it answers may be changed at any time. */
export type Receiver = {
  readonly url: string;
  readonly received: Received[];
  answer: (received: Received) => number | Promise<number>;
  readonly close: () => Promise<void>;
};

export async function startReceiver(): Promise<Receiver> {
  const received: Received[] = [];
  const answer: Receiver['answer'] = () => 200;
  const server = await listen(0, (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const got = { headers: request.headers, body: Buffer.concat(chunks).toString() };
      received.push(got);
      void Promise.resolve(receiver.answer(got)).then((status) => response.writeHead(status).end());
    });
  });
  const receiver = { url: `${server.url}/webhooks`, received, answer, close: server.close };
  return receiver;
}

const start = createClock().now();

/** The n-th change of a payment. */
export const changeOf = (
  payment: string,
  place: number,
  more: Partial<EventFacts> = {},
): OutgoingEvent =>
  outgoing({
    ...{ type: 'payment.changed', at: after(start, place * 1000), revision: place },
    ...{ subject: `komoju/${payment}`, provider: 'komoju', payment, amount: 1000, currency: 'JPY' },
    ...more,
  });

/** Deliveries to one end point, over a real table, with a clock that moves only when told to. */
export type Sending = {
  readonly name: string;
  readonly clock: TestClock;
  readonly counts: Counts;
  /** What a person was told, with the event. */
  readonly reported: readonly string[];
  readonly context: DeliveryContext;
  /** An event that comes from the bus. */
  readonly event: (event: OutgoingEvent, changes?: Partial<DeliveryContext>) => Promise<void>;
  /** What the schedule starts. */
  readonly due: (changes?: Partial<DeliveryContext>) => Promise<void>;
};

export const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;

/** An end point of its own, unless it has a name. */
export function sendingTo(
  { client, name: table }: Pick<ServedTable, 'client' | 'name'>,
  { url }: Pick<Receiver, 'url'>,
  name = `shop-${randomUUID().slice(0, 8)}`,
): Sending {
  const clock = createClock();
  const counts: Counts = { delivered: 0, failed: 0, givenUp: 0 };
  const reported: string[] = [];
  const context: DeliveryContext = {
    endpoint: { name, url, secretArn: 'arn' },
    secrets: () => Promise.resolve([secret]),
    deliveries: deliveryStore(client, table),
    endpoints: endpointStore(client, table),
    network: 'any',
    now: clock.now,
    counts,
    report: (finding, event) => {
      reported.push(`${finding} ${event}`);
    },
    until: new AbortController().signal,
  };
  return {
    ...{ name, clock, counts, reported, context },
    event: (event, changes) => deliverEvent({ ...context, ...changes }, event),
    due: (changes) => deliverDue({ ...context, ...changes }),
  };
}

/** The ids of what came, in order. */
export const idsIn = ({ received }: Receiver): string[] =>
  received.map(({ headers }) => String(headers['webhook-id']));

/** A moment of a test's clock. */
export const momentAfter = (ms: number): EpochMs => after(start, ms);
