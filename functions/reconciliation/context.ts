import { operationIds, providerOf, type ProviderOperationId } from '../operations.ts';
import { listOf } from '../recovery/open-operation.ts';
import type { Looking } from '../recovery/lookups.ts';
import type { Desk } from '../recovery/recover-provider.ts';
import type { List } from '../recovery/walk-list.ts';

/** What is audited at one provider, and with what. */
export type Ground = {
  readonly desk: Desk;
  readonly provider: string;
  readonly looking: Looking;
  readonly counts: { objects: number; records: number; repaired: number };
};

/** A list that creates add to. */
export type AuditedList = List & { readonly operation: ProviderOperationId };

/** The provider's lists of what operations make. */
export function listsOf({ desk, provider }: Pick<Ground, 'desk' | 'provider'>): AuditedList[] {
  const { contracts } = desk.catalogue;
  return operationIds.flatMap((id) => {
    const operation = id as ProviderOperationId;
    const contract = providerOf(id) === provider ? contracts[operation] : undefined;
    const list = contract && listOf({ operation, contract });
    return list === undefined ? [] : [{ ...list, operation }];
  });
}
