import { operationIds, providerOf, rowOf, type OperationId } from '../operations.ts';
import type { Seen } from '../providers/contract.ts';
import { succeededWith, type OperationRecord } from '../ledger/record.ts';
import { shards } from '../ledger/transitions.ts';
import { concurrently } from '../platform/concurrently.ts';
import type { Window } from '../providers/list-search.ts';
import {
  objectPath,
  observe,
  openOperation,
  type OpenOperation,
} from '../recovery/lookup/open-operation.ts';
import { reportGap, requestsAtOnce } from '../recovery/lookup/provider-lookup.ts';
import { readObject, type FoundObject } from '../recovery/lookup/read-object.ts';
import type { SeenObjects } from './compare-objects.ts';
import type { ReconciliationContext } from './context.ts';
import { differencesOf } from './differences.ts';

/**
 * Looks at the provider for what every operation that was completed in a stretch of time should have left there, except
 * those that leave nothing that could be recognised.
 *
 * @param seen what the provider's lists have just shown
 * @returns whether everything could be read
 */
export async function compareRecords(
  context: ReconciliationContext,
  window: Window,
  seen: SeenObjects,
): Promise<boolean> {
  const { recovery, provider } = context;
  for (const shard of shards) {
    const completed = await recovery.indexes.completed(shard, window);
    const ofProvider = completed.filter(({ operation }) => operation.startsWith(`${provider}.`));
    const bounds = { workers: requestsAtOnce, until: recovery.until };
    await concurrently(ofProvider, bounds, async ({ id }) => {
      const stored = await recovery.store.get(id);
      if (stored.kind === 'lost') throw stored.cause;
      if (stored.kind === 'held' && stored.record !== 'unreadable') {
        await compare(context, stored.record, seen);
      }
    });
  }
  return !recovery.until.aborted;
}

async function compare(
  context: ReconciliationContext,
  record: OperationRecord,
  seen: SeenObjects,
): Promise<void> {
  const operation = openOperation(record, context.recovery.registry);
  if (operation === undefined) return;
  const { contract, lookup } = operation;
  const isSuccess = record.state === 'SUCCEEDED';
  context.counts.records += 1;
  // Of a create that failed the list would have shown an object with its id.
  if (contract.search !== undefined && isSuccess) await compareMade(context, operation, seen);
  // A state that a failed operation asked for may be another's doing; an object with its id may not.
  if (contract.showsEffect !== undefined && (isSuccess || lookup === 'exact')) {
    await compareEffect(context, operation);
  }
}

/** The object that a path names; reported where the provider does not say. */
async function read(
  { lookups }: ReconciliationContext,
  { record }: OpenOperation,
  path: string,
): Promise<FoundObject | undefined> {
  const found = await readObject(lookups.access, { path, headers: {} }, lookups.call);
  if (found.kind === 'found') return found;
  const object = path.slice(path.lastIndexOf('/') + 1);
  reportGap(lookups, 'object_not_read', { operationId: record.id, object, why: found.why });
  return undefined;
}

/** What a create made is still there, unless an operation has deleted it since. */
async function compareMade(
  context: ReconciliationContext,
  operation: OpenOperation,
  seen: SeenObjects,
): Promise<void> {
  const { record, provider } = operation;
  const object = record.result?.object ?? '';
  if (seen.has(object)) return;
  const found = await read(context, operation, `${objectPath(operation)}/${object}`);
  if (found === undefined || found.object !== undefined) return;
  if (await wasDeleted(context, `${provider.name}#${object}`)) return;
  context.recovery.report('record_without_object', { operationId: record.id, object });
}

/** Whether an operation succeeded that leaves nothing of an object. */
async function wasDeleted(
  { recovery, provider }: ReconciliationContext,
  resource: string,
): Promise<boolean> {
  const isDeletion = (id: OperationId): boolean =>
    providerOf(id) === provider && rowOf(id).lookup === 'gone';
  for (const operation of operationIds.filter(isDeletion)) {
    for (const id of await recovery.indexes.onResource(resource, operation)) {
      const stored = await recovery.store.get(id);
      const isKnown = stored.kind === 'held' && stored.record !== 'unreadable';
      if (isKnown && stored.record.state === 'SUCCEEDED') return true;
    }
  }
  return false;
}

/** The object that the path names shows what the operation did to it. */
async function compareEffect(
  context: ReconciliationContext,
  operation: OpenOperation,
): Promise<void> {
  const { record } = operation;
  const found = await read(context, operation, objectPath(operation));
  if (found === undefined) return;
  const observation = observe(operation, found.object);
  const about = { operationId: record.id, object: record.result?.object };
  const { report } = context.recovery;
  if (observation.kind === 'unclear') {
    report('object_not_read', { ...about, why: observation.why });
    return;
  }
  for (const effect of observation.objects) {
    for (const difference of differencesOf(effect, record, operation.provider)) {
      report(difference, about);
    }
  }
  if (record.state === 'SUCCEEDED') compareNumber(observation, record, report);
}

/** A success has left one object: not none, and not two. */
function compareNumber(
  { objects, couldBe = [] }: Seen,
  record: OperationRecord,
  report: ReconciliationContext['recovery']['report'],
): void {
  const about = { operationId: record.id, object: record.result?.object };
  // Where none is on record, each of them could be the one that the answer told of.
  if (objects.length > 1 && about.object === undefined) report('second_object', about);
  const isThere = objects.length > 0 || couldBe.some(({ id }) => succeededWith(record, id));
  if (!isThere) report('record_without_object', about);
}
