import { operationIds, providerOf, rowOf, type OperationId } from '../operations.ts';
import { differencesOf } from './differences.ts';
import type { Seen } from './compare-objects.ts';
import { caseOf, objectPath, shownOf, type Case } from '../recovery/open-operation.ts';
import { concurrently } from '../platform/concurrently.ts';
import type { Window } from '../providers/contract.ts';
import { findObject, type FoundObject } from '../recovery/read-object.ts';
import type { Ground } from './context.ts';
import type { Entry } from '../ledger/record.ts';
import { shards } from '../ledger/transitions.ts';

/** Requests to the provider at a time. */
const requestsAtOnce = 4;

/**
 * Looks at the provider for what every operation that was settled in a stretch of time should have left there, but for
 * those that leave nothing that could be recognised.
 *
 * @param seen what the provider's lists have just shown
 * @returns whether everything could be read
 */
export async function auditRecords(ground: Ground, window: Window, seen: Seen): Promise<boolean> {
  const { desk, provider } = ground;
  for (let shard = 0; shard < shards; shard += 1) {
    const settled = await desk.index.settled(shard, window);
    const ofProvider = settled.filter(({ operation }) => operation.startsWith(`${provider}.`));
    const bounds = { workers: requestsAtOnce, until: desk.until };
    await concurrently(ofProvider, bounds, async ({ id }) => {
      const held = await desk.table.get(id);
      if (held.kind === 'lost') throw held.cause;
      if (held.kind === 'held' && held.entry !== 'unreadable') {
        await compare(ground, held.entry, seen);
      }
    });
  }
  return !desk.until.aborted;
}

async function compare(ground: Ground, entry: Entry, seen: Seen): Promise<void> {
  const one = caseOf(entry, ground.desk.catalogue);
  if (one === undefined) return;
  const { contract } = one;
  const isSuccess = entry.state === 'SUCCEEDED';
  ground.counts.records += 1;
  // Of a create that failed the list would have shown an object with its id.
  if (contract.search !== undefined && isSuccess) await compareMade(ground, one, seen);
  // A state that a failed operation asked for may be another's doing; an object with its id may not.
  if (contract.shows !== undefined && (isSuccess || one.find === 'exact')) {
    await compareShown(ground, one);
  }
}

/** The object that a path names; reported where the provider does not say. */
async function read(
  { desk, looking }: Ground,
  { entry }: Case,
  path: string,
): Promise<FoundObject | undefined> {
  const found = await findObject(looking.destination, { path, headers: {} }, looking.asking);
  if (found.kind === 'found') return found;
  if (!desk.until.aborted) {
    const object = path.slice(path.lastIndexOf('/') + 1);
    desk.report('object_not_read', { operationId: entry.id, object, why: found.why });
  }
  return undefined;
}

/** What a create made is still there, unless an operation has taken it away since. */
async function compareMade(ground: Ground, one: Case, seen: Seen): Promise<void> {
  const { entry, provider } = one;
  const object = entry.result?.object ?? '';
  if (seen.has(object)) return;
  const found = await read(ground, one, `${objectPath(one)}/${object}`);
  if (found === undefined || found.object !== undefined) return;
  if (await wasTakenAway(ground, `${provider}#${object}`)) return;
  ground.desk.report('record_without_object', { operationId: entry.id, object });
}

/** Whether an operation succeeded that leaves nothing of an object. */
async function wasTakenAway({ desk, provider }: Ground, named: string): Promise<boolean> {
  const isTaking = (id: OperationId): boolean =>
    providerOf(id) === provider && rowOf(id).find === 'gone';
  for (const operation of operationIds.filter(isTaking)) {
    for (const id of await desk.index.onPayment(named, operation)) {
      const held = await desk.table.get(id);
      if (held.kind === 'held' && held.entry !== 'unreadable' && held.entry.state === 'SUCCEEDED') {
        return true;
      }
    }
  }
  return false;
}

/** The object that the path names shows what the operation did to it. */
async function compareShown(ground: Ground, one: Case): Promise<void> {
  const { entry } = one;
  const found = await read(ground, one, objectPath(one));
  if (found === undefined) return;
  const told = shownOf(one, found.object);
  const about = { operationId: entry.id, object: entry.result?.object };
  const { follows } = ground.looking.destination.provider;
  if (told !== undefined) {
    for (const difference of differencesOf(told, entry, follows)) {
      ground.desk.report(difference, about);
    }
  } else if (entry.state === 'SUCCEEDED') {
    ground.desk.report('record_without_object', about);
  }
}
