import type { ClaimRequest } from '../ledger/claim.ts';
import { notAttempted } from '../ledger/errors.ts';
import type { Ports } from '../ledger/execute-once.ts';
import type { OperationRecord } from '../ledger/record.ts';
import { conclude, type Concluded } from './conclude.ts';
import type { ProviderLookup } from './lookup/provider-lookup.ts';
import { claimOfForgotten, forLookup, isProvenNew, type Restore } from './restore.ts';

/** What it takes to find out whether an operation is a forgotten one. */
export type RestoreGuard = Omit<Concluded, 'record'> & {
  readonly restore: Restore;
  /** Looks up what an operation may have done; undefined where the provider did not say. Never throws. */
  readonly lookUp: (record: OperationRecord) => Promise<ProviderLookup | undefined>;
};

/**
 * Before an operation is claimed in a table that was restored: where it is not on record, and no lookup proves that it is
 * new, it is put on record as one that must not be sent any more, with what the lookup found. The claim that follows
 * meets that record, as it would any other.
 *
 * @throws GatewayError not_attempted where the table does not answer
 */
export async function claimIfForgotten(
  ports: Ports,
  request: ClaimRequest,
  { restore, lookUp, ...operation }: RestoreGuard,
): Promise<void> {
  const stored = await ports.store.get(request.id);
  if (stored.kind === 'held') return;
  if (stored.kind === 'lost') throw notAttempted('record_not_read', stored.cause);
  const by = { token: ports.token(), at: ports.now() };
  const record = claimOfForgotten(request, restore, by);
  const found = await lookUp(forLookup(record, restore));
  if (isProvenNew(restore, found)) return;
  const result = await ports.store.put(record);
  if (result.kind === 'lost') throw notAttempted('claim_lost', result.cause);
  if (result.kind === 'written') await conclude(ports, { ...operation, record }, found);
}
