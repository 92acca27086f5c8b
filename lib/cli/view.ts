import { operationView } from '../../functions/gateway/operation-show.ts';
import type { ConditionalWrite, OperationRecord } from '../../functions/ledger/record.ts';
import type { FoundOperation } from './open-operations.ts';

/* What commands print with --json: never the provider's answer, which may hold personal data. */

const withoutBody = (record: OperationRecord): OperationRecord =>
  Object.fromEntries(
    Object.entries(record).filter(([name]) => name !== 'body'),
  ) as unknown as OperationRecord;

/** An operation as `GET /gateway/v1/operations/{id}` shows it, with its caller, its account and what its path names. */
export function recordView({ id, record }: FoundOperation): object {
  if (record === 'unreadable') return { id, state: 'unreadable' };
  const { caller, account, resource = null } = record;
  return { ...operationView(withoutBody(record)), caller, account, on: resource };
}

/** What a decision writes, or would write. */
export const resolutionView = ({ set }: ConditionalWrite): object => ({
  state: set.state?.toLowerCase(),
  object: set.result?.object ?? null,
  resolved_by: set.resolvedBy,
});
