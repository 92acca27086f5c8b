import type { EpochMs } from '../../platform/clock.ts';
import type { PaymentView, ProviderEvent } from '../../providers/event-source.ts';

/** A payment as its provider showed it last: no personal data. Kept for 400 days after its last change. */
export type PaymentRecord = {
  /** Goes up by one with every write: whoever read an older one writes nothing. */
  readonly revision: number;
  readonly view: PaymentView;
  /** Whether it had ever come to an end without money. */
  readonly hasEnded: boolean;
  /** How often it was looked at without a change. */
  readonly polls: number;
  /** When a change of it was written last. */
  readonly changedAt: EpochMs;
  /** When that happened, by the event that told it; absent where none did. */
  readonly toldAt?: EpochMs | undefined;
};

/** How a change came to be known. */
export type Cause = 'webhook' | 'list' | 'poll';

/**
 * Why an event could not be applied: its payment could not be read, the provider does not know it, the read is older than
 * what is known, it shows what cannot follow, or others wrote the payment all the time.
 */
export type NotApplied = 'not_read' | 'gone' | 'behind' | 'impossible' | 'raced';

/** An event on its way: it is `received` before anything is done about it, and `applied` when all is done. */
export type EventRecord = {
  readonly provider: string;
  readonly event: ProviderEvent;
  readonly cause: Cause;
  readonly state: 'received' | 'applied';
  readonly receivedAt: EpochMs;
  /** How often it could not be applied, and why not the last time. */
  readonly tries: number;
  readonly why?: NotApplied | undefined;
};

/** Something that a person must know of a payment or an order; the same one is kept once. */
export type PaymentFinding = {
  readonly finding: string;
  readonly provider: string;
  /** The provider's id of what it is about, or the order's number. */
  readonly object: string;
  /** The payment in whose history it stands. */
  readonly payment?: string | undefined;
  readonly at: EpochMs;
  /** Tells the write that keeps it from every other: who finds the same again has not kept it. */
  readonly by: string;
};
