import type { EpochMs } from '../platform/clock.ts';

/** One try to deliver: the receiver's status, or in one word why there is none. */
export type Try = {
  readonly at: EpochMs;
  readonly ms: number;
  readonly status?: number | undefined;
  readonly why?: string | undefined;
};

/** `pending` is still to be delivered; nobody tries any more what is `given_up`. */
export type DeliveryState = 'pending' | 'delivered' | 'given_up';

/** One event on its way to one end point. */
export type Delivery = {
  /** The event's id: the receiver drops what it has seen. */
  readonly id: string;
  readonly type: string;
  /** When the event was written; deliveries of a lane go in this order. */
  readonly at: string;
  /** What is sent, byte for byte the same at every try. */
  readonly body: string;
  readonly state: DeliveryState;
  /** Since when it is tried: since it was kept, or since a person had it sent again. */
  readonly since: EpochMs;
  /** The newest tries, oldest first, and how many there were since then. */
  readonly tries: readonly Try[];
  readonly tried: number;
};

/** How many tries an item keeps. */
export const triesKept = 20;

/**
 * The events of one payment to one end point. They go one after the other, so that a receiver sees them in order; what
 * cannot be delivered holds up those behind it, and nothing else.
 */
export type Lane = {
  readonly endpoint: string;
  /** The table's partition key. */
  readonly partition: string;
};
