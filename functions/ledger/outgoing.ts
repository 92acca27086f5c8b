import { idsOf, outgoing, type OutgoingEvent } from '../events/event.ts';
import type { EventType } from '../events/event-types.ts';
import { after, dayMs, isPast, minuteMs, type EpochMs } from '../platform/clock.ts';
import type { Open } from './claim.ts';
import { isUnsent, type Completion, type OperationRecord, type Result } from './record.ts';

/* What goes out of an operation to other systems. */

/**
 * Its end is newer than that nobody knows it. A key that is used again after 90 days is the same subject, and what is told
 * then is newer than all that was told before.
 */
const revisionOf = ({ firstAt }: Open, isEnd: boolean): number =>
  10 * Math.floor(firstAt / dayMs) + (isEnd ? 2 : 1);

export function outgoingOf(
  type: Extract<EventType, `operation.${string}`>,
  { open, at, completion }: { open: Open; at: EpochMs; completion?: Completion },
): OutgoingEvent {
  const { id, operation, caller, order, resource } = open;
  return outgoing({
    ...{ type, at, subject: id, revision: revisionOf(open, type !== 'operation.unknown') },
    ...{ provider: operation.slice(0, operation.indexOf('.')) },
    ...idsOf(completion?.resource ?? resource),
    ...{ operation: id, action: operation, caller, order: idsOf(order).payment },
    ...(completion && resultOf(completion.result)),
  });
}

const resultOf = ({ object, state, amount, currency, code, why }: Result) => ({
  ...{ object, state, amount, currency },
  cause: code ?? why,
});

/** For how long nobody may know what came of an operation before other systems are told that. */
export const unknownMs = 15 * minuteMs;

/** Whether other systems are to be told now that nobody knows what came of it. */
export const isLongUnknown = (record: OperationRecord, at: EpochMs): boolean =>
  !isUnsent(record) &&
  record.unknownAt === undefined &&
  isPast(after(record.firstAt, unknownMs), at);
