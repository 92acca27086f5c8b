import { operations } from '../../functions/operations.ts';
import { isPast, type EpochMs } from '../../functions/platform/clock.ts';
import { quarantineEndsAt } from '../../functions/ledger/quarantine.ts';
import type { OperationRecord } from '../../functions/ledger/record.ts';
import type { Finding } from '../../functions/recovery/finding.ts';
import type { FoundOperation } from './open-operations.ts';

/** Whether a read from after the quarantine has found nothing: a second one closes the operation without a person. */
const isNearlyClosed = (record: OperationRecord): boolean =>
  record.notFoundAt !== undefined && isPast(quarantineEndsAt(record), record.notFoundAt);

/**
 * What a person must know of an open operation, as far as its record says it; undefined where there is nothing. What only
 * a read of the provider shows, such as a contradiction, is in the log.
 */
export function findingOf({ record }: FoundOperation, at: EpochMs): Finding | undefined {
  if (record === 'unreadable') return 'unreadable';
  if (record.state !== 'PENDING') return undefined;
  if (!Object.hasOwn(operations, record.operation)) return 'unknown_operation';
  const isQuiet = record.attempts > 0 && isPast(quarantineEndsAt(record), at);
  return isQuiet && !isNearlyClosed(record) ? 'for_a_person' : undefined;
}
