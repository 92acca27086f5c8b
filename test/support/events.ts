import { komojuEvents } from '../../functions/providers/komoju/events.ts';
import type { ProviderEvent } from '../../functions/providers/event-source.ts';
import { minuteMs } from '../../functions/platform/clock.ts';
import { written } from './reads/komoju-objects.ts';
import { createClock } from './ledger.ts';

/* What happens to payments at KOMOJU, as its webhooks tell it: one thing after another, five minutes apart. */

const start = createClock().now();

/** When the n-th thing of a story happens. All of them have happened before the tests' clock begins. */
export const momentOf = (place: number): number => start - (60 - place) * 5 * minuteMs;

export type Refund = {
  readonly id: string;
  readonly amount: number;
  readonly chargeback?: boolean;
  readonly status?: string;
};

/** A payment as it is after something has happened. */
export type Shown = {
  readonly id?: string;
  readonly status: string;
  readonly refunds?: readonly Refund[];
  readonly order?: string;
};

export const paymentBody = ({
  id = 'pay1',
  status,
  refunds = [],
  order = 'A1',
}: Shown): object => ({
  id,
  resource: 'payment',
  status,
  amount: 1000,
  total: 1000,
  currency: 'JPY',
  created_at: written(momentOf(0)),
  captured_at: written(momentOf(1)),
  external_order_num: order,
  metadata: { gateway_operation: `op_${id}` },
  refunds: refunds.map((refund, place) => ({
    ...refund,
    id: `${refund.id}${id}`,
    created_at: written(momentOf(20 + place)),
    description: null,
  })),
});

/** Something that happened: its types, one event of each, and how the payment was then. */
export type Happening = readonly [types: readonly string[], shown: Shown];

export type Happened = {
  readonly body: object;
  readonly event: ProviderEvent;
  readonly shown: Shown;
};

/** The body of an event. */
export const eventBody = (
  id: string,
  type: string,
  { at, data }: { readonly at: number; readonly data: object },
): object => ({
  ...{ id, type, resource: 'event', data },
  ...{ created_at: written(at), reason: null },
});

/** The events of a story, in the order in which they happened. */
export const eventsOf = (story: readonly Happening[]): readonly Happened[] =>
  story.flatMap(([types, shown], place) =>
    types.map((type) => {
      const id = `evt_${place}_${type}_${shown.id ?? 'pay1'}`;
      const body = eventBody(id, `payment.${type}`, {
        at: momentOf(place),
        data: paymentBody(shown),
      });
      const event = komojuEvents.parseEvent(Buffer.from(JSON.stringify(body)));
      if (typeof event === 'string') throw new Error(`The event is ${event}.`);
      return { body, event, shown };
    }),
  );
