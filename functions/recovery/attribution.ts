import { indexLagMs } from '../ledger/lookup-schedule.ts';
import type { OperationRecord } from '../ledger/record.ts';
import { after, isPast, type EpochMs } from '../platform/clock.ts';

/*
 * Whose doing a state is. A payment that is captured shows that a capture was executed, but not which one.
 */

/** The operations on a payment: listed by the index, then each read consistently. */
export type ResourceOperations = {
  readonly listedAt: EpochMs;
  readonly records: readonly OperationRecord[];
};

/**
 * Whether the observed state can only be the effect of this operation: no other operation of its kind on the same payment
 * is open or succeeded. They are listed a minute after the state was first observed: whoever caused it had claimed
 * before that, and every claim is in the index by then.
 */
export const noOtherCause = (
  { id, operation, observedAt }: OperationRecord,
  { listedAt, records }: ResourceOperations,
): boolean =>
  observedAt !== undefined &&
  isPast(after(observedAt, indexLagMs), listedAt) &&
  !records.some(
    (other) => other.id !== id && other.operation === operation && other.state !== 'FAILED',
  );
