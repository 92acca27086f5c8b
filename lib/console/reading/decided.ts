import type { OperationRecord } from '../../../functions/ledger/record.ts';
import type { Decided } from '../api/decided.ts';

/** What a person said became of an operation; null where nobody did. The record's event is of the same write. */
export function decidedOf({ state, resolvedBy, event, result }: OperationRecord): Decided | null {
  if (resolvedBy === undefined) return null;
  const { actor, reason } = resolvedBy;
  return {
    ...{ actor, reason },
    at: event === undefined ? null : new Date(event.at).toISOString(),
    isExecuted: state === 'SUCCEEDED',
    object: result?.object ?? null,
  };
}
