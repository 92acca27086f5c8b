import { operationIds, providerOf, rowOf, type OperationId } from '../operations.ts';
import type { OperationRecord } from '../ledger/record.ts';
import { concurrently } from '../platform/concurrently.ts';
import { openOperation, type OpenOperation } from '../recovery/lookup/open-operation.ts';
import { requestsAtOnce } from '../recovery/lookup/provider-lookup.ts';
import { compareEffect } from './compare-effect.ts';
import type { ReconciliationContext, Seen } from './context.ts';
import { stretchReads, type StretchReads } from './stretch-reads.ts';

/**
 * Looks at the provider for what operations that were completed in a stretch of time should have left there, except
 * those that leave nothing that could be recognised. What the lists have shown is not read again.
 *
 * @param ids of the operations that were completed
 */
export async function compareRecords(
  context: ReconciliationContext,
  ids: readonly string[],
  seen: Seen,
): Promise<void> {
  const operations: OpenOperation[] = [];
  const { recovery, lookups } = context;
  const bounds = { workers: requestsAtOnce, until: recovery.until };
  await concurrently(ids, bounds, async (id) => {
    const record = seen.records.get(id) ?? (await recordOf(context, id, seen));
    const operation = record && openOperation(record, recovery.registry);
    if (operation === undefined) return;
    const isOfAccount = operation.record.account === lookups.call.secret.account;
    if (isOfAccount) operations.push(operation);
    else recovery.report('other_account', { operationId: id });
  });
  context.counts.records += operations.length;
  const reads = stretchReads(context, seen.objects);
  await concurrently(operations, bounds, async (operation) => {
    const { contract, record } = operation;
    // A read at the provider has shown it, so it need not be shown again.
    if (record.result?.why === 'read') return;
    if (isMade(operation) && !seen.objects.has(objectOf(operation))) {
      await compareMade(context, operation, reads);
    }
    if (contract.showsEffect !== undefined && mustShow(operation)) {
      await compareEffect(context, operation, reads);
    }
  });
}

/**
 * Whether the provider must show what it did. A state that a failed operation asked for may be another's doing; an object
 * with its id may not. Of a yes that only leads a customer on nothing need come.
 */
function mustShow({ contract, lookup, record }: OpenOperation): boolean {
  const leadsOn = contract.mayOnlyLeadOn === true && record.result?.state === undefined;
  return !leadsOn && (record.state === 'SUCCEEDED' || lookup === 'exact');
}

async function recordOf(
  { recovery }: ReconciliationContext,
  id: string,
  { named }: Seen,
): Promise<OperationRecord | undefined> {
  const stored = await recovery.store.get(id);
  if (stored.kind === 'lost') throw stored.cause;
  if (stored.kind !== 'held') return undefined;
  if (stored.record !== 'unreadable') return stored.record;
  if (!named.has(id)) recovery.report('unreadable', { operationId: id });
  return undefined;
}

/** Whether it is a create that succeeded. Of one that failed the list would have shown an object with its id. */
const isMade = ({ contract, record }: OpenOperation): boolean =>
  contract.search !== undefined && record.state === 'SUCCEEDED';

const objectOf = ({ record }: OpenOperation): string => record.result?.object ?? '';

/** What a create made is still there, unless an operation has deleted it since. */
async function compareMade(
  context: ReconciliationContext,
  operation: OpenOperation,
  reads: StretchReads,
): Promise<void> {
  const { record, provider } = operation;
  const object = objectOf(operation);
  const found = await reads.made(operation, object);
  if (found === undefined || found.object !== undefined) return;
  if (await wasDeleted(context, `${provider.name}#${object}`)) return;
  context.recovery.report('record_without_object', { operationId: record.id, object });
}

/** Whether an operation may have succeeded that leaves nothing of an object. */
async function wasDeleted(
  { recovery, provider }: ReconciliationContext,
  resource: string,
): Promise<boolean> {
  const isDeletion = (id: OperationId): boolean =>
    providerOf(id) === provider && rowOf(id).lookup === 'gone';
  for (const operation of operationIds.filter(isDeletion)) {
    for (const id of await recovery.indexes.onResource(resource, operation)) {
      const stored = await recovery.store.get(id);
      if (stored.kind === 'lost') throw stored.cause;
      // One that is open may have been executed, and of one that cannot be read nobody knows.
      const { record } = stored.kind === 'held' ? stored : { record: undefined };
      if (record === 'unreadable' || (record !== undefined && record.state !== 'FAILED'))
        return true;
    }
  }
  return false;
}
