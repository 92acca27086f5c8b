import { operationView } from '../../../functions/gateway/operation/show.ts';
import type { ConditionalWrite, OperationRecord } from '../../../functions/ledger/record.ts';
import type { EpochMs } from '../../../functions/platform/clock.ts';
import { findingOf } from '../finding.ts';
import type { FoundOperation } from '../open-operations.ts';

/* What commands print with --json: never the provider's answer, which may hold personal data. */

const withoutBody = (record: OperationRecord): OperationRecord =>
  Object.fromEntries(
    Object.entries(record).filter(([name]) => name !== 'body'),
  ) as unknown as OperationRecord;

/**
 * An operation as `GET /gateway/v1/operations/{id}` shows it, with its caller, its account, what its path names, and what
 * a person must know of it.
 */
export function recordView(found: FoundOperation, at: EpochMs): object {
  const { id, record } = found;
  const finding = findingOf(found, at) ?? null;
  if (record === 'unreadable') return { id, state: 'unreadable', finding };
  const { caller, account, resource = null } = record;
  return { ...operationView(withoutBody(record)), caller, account, on: resource, finding };
}

/** What a decision writes, or would write. */
export const resolutionView = ({ set }: ConditionalWrite): object => ({
  state: set.state?.toLowerCase(),
  object: set.result?.object ?? null,
  resolved_by: set.resolvedBy,
});
