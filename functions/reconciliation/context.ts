import type { OperationRecord } from '../ledger/record.ts';
import { operationIds, providerOf, type ProviderOperationId } from '../operations.ts';
import { listOf } from '../recovery/lookup/open-operation.ts';
import type { LookupContext } from '../recovery/lookup/provider-lookup.ts';
import type { RunReads } from '../recovery/reads.ts';
import type { RecoveryContext } from '../recovery/recovery-context.ts';
import type { List, ListedObject } from '../recovery/lookup/read-page.ts';

/** What is reconciled at one provider, and with what. */
export type ReconciliationContext = {
  readonly recovery: RecoveryContext;
  readonly provider: string;
  readonly lookups: LookupContext;
  readonly reads: RunReads;
  readonly counts: { objects: number; records: number; repaired: number };
};

/** What a stretch has shown already, so that nothing is read twice. */
export type Seen = {
  /** What the lists show, by its id. */
  readonly objects: ReadonlyMap<string, ListedObject>;
  /** The records that objects name, as they were read. */
  readonly records: ReadonlyMap<string, OperationRecord>;
  /** The ids of operations that they name, readable or not. */
  readonly named: ReadonlySet<string>;
};

/** A list that creates add to. */
export type ReconciledList = List & { readonly operation: ProviderOperationId };

/** The provider's lists of what operations make. */
export function listsOf({
  recovery,
  provider,
}: Pick<ReconciliationContext, 'recovery' | 'provider'>): ReconciledList[] {
  const { contracts } = recovery.registry;
  return operationIds.flatMap((id) => {
    const operation = id as ProviderOperationId;
    const contract = providerOf(id) === provider ? contracts[operation] : undefined;
    const list = contract && listOf({ operation, contract });
    return list === undefined ? [] : [{ ...list, operation }];
  });
}
