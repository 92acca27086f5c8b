import type { Delivery, Try } from '../../../functions/deliveries/delivery.ts';
import type { EndpointNote, Seen } from './find.ts';

/* What commands print with --json. */

type Payload = { readonly data?: { readonly provider?: string; readonly payment?: string } };

/** What is sent, read. */
export const membersOf = ({ body }: Delivery): Payload => JSON.parse(body) as Payload;

/** `'acme/pay_1'`; undefined where the event is about no payment. */
export function paymentOf(delivery: Delivery): string | undefined {
  const { provider, payment } = membersOf(delivery).data ?? {};
  return provider === undefined || payment === undefined ? undefined : `${provider}/${payment}`;
}

const iso = (ms: number): string => new Date(ms).toISOString();

const tryView = (tried: Try | undefined): object | null =>
  tried === undefined
    ? null
    : { at: iso(tried.at), ms: tried.ms, status: tried.status ?? null, why: tried.why ?? null };

/** A delivery in a list: what became of it. */
export function deliveryView({ delivery, lane, prospect: { first, dueAt } }: Seen): object {
  const isFirst = delivery.state === 'pending' && first === delivery.id;
  return {
    event: delivery.id,
    type: delivery.type,
    at: delivery.at,
    payment: paymentOf(delivery) ?? null,
    endpoint: lane.endpoint,
    state: delivery.state,
    tries: delivery.tried,
    last: tryView(delivery.tries.at(-1)),
    next_try: isFirst && dueAt !== undefined ? iso(dueAt) : null,
    after: delivery.state === 'pending' && !isFirst ? (first ?? null) : null,
  };
}

/** With every try, and what is sent. */
export const wholeView = (seen: Seen): object => ({
  ...deliveryView(seen),
  since: iso(seen.delivery.since),
  tried: seen.delivery.tries.map(tryView),
  sent: membersOf(seen.delivery),
});

export const endpointView = ({ name, state, failures }: EndpointNote): object => ({
  name,
  state,
  failures,
});
